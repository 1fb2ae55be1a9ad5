"""Which code this is: for the ``crawls`` table."""

from __future__ import annotations

from pathlib import Path

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
