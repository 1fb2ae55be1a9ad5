"""The words of dates in all languages: dateparser's tables, which come from Unicode CLDR.

They are read beside dateparser: its own import takes 0.06 s of each process that reads pages, and few pages need it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


@cache
def languages() -> Sequence[str]:
    """The codes of the languages (ISO 639-1 where there is one), by how much is published in them."""
    return tuple(_module(_folder() / "languages_info.py").language_order)


def words_of(language: str) -> Mapping[str, Sequence[str]]:
    """The English name of a month, a day of the week or a half of the day, in lower case -> its names in a language;
    empty for a language without a table."""
    file = _folder() / "date_translation_data" / f"{language}.py"
    found: Mapping[str, Sequence[str]] = _module(file).info if file.is_file() else {}
    return found


@cache
def _folder() -> Path:
    package = find_spec("dateparser")  # this does not import it
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("data")


def _module(file: Path) -> Any:
    spec = spec_from_file_location(f"{__name__}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
