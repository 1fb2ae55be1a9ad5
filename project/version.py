"""Which code this is: its version for the ``crawls`` table, and the extraction's name for the articles it read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import xxhash

VERSION = "0.1.0"


def commit(root: Path) -> str | None:
    """The first ten digits of the commit that is checked out in a folder, read from git's own files; None without git.

    Format: https://git-scm.com/docs/gitrepository-layout
    """
    git = root / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head[:10]
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text(encoding="ascii").strip()[:10]
        packed = (git / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next((line.split()[0][:10] for line in packed if line.endswith(f" {name}")), None)
    except (OSError, UnicodeError):
        return None


_commit = commit(Path(__file__).resolve().parent.parent)
CODE = f"{VERSION}+{_commit}" if _commit else VERSION
"""Version and, in a checkout, commit: ``0.1.0+1f3a5b7c9d``."""

# What decides how a page's bytes become an article.
EXTRACTOR = (
    "addresses.py", "boilerplate", "briefs.py", "cldr.py", "data", "days.py", "discovery", "extraction", "folding.py",
    "items.py", "loaders.py", "pages", "processors.py", "rules.py", "scripts.py", "suffixes.py",
)  # fmt: skip


@cache
def extractor() -> str:
    """A fingerprint of the code and the tables that read pages: ``5d2e9a01bc``.

    An article that another extractor read has another one. Nobody has to remember to count a number up, and a change
    that alters nothing, a comment's too, costs no more than reading the stored pages once more.
    """
    digest = xxhash.xxh3_64()
    for part in EXTRACTOR:
        for name, content in _contents(files("project") / part, part):
            digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:10]


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of a file, or of every file of a folder but for what Python compiled; in a packed egg, too."""
    if place.is_file():
        yield name, place.read_bytes()
        return
    for inner in sorted(place.iterdir(), key=lambda each: each.name):
        if inner.name != "__pycache__":
            yield from _contents(inner, f"{name}/{inner.name}")
