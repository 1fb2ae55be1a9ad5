"""What the tests of the archive share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.orm import Session

from project.archive.engine import Archive


@pytest.fixture
def session(archive_url: str) -> Iterator[Session]:
    """A transaction of a new archive."""
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        yield session
