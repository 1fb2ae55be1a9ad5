"""Imports go one way, and what is private stays in its module."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

# What knows nothing of the network or the database can be tried on a page alone.
PURE = ("project.archive", "scrapy", "sqlalchemy", "spiders", "pipelines")
# The parts of the extraction, each of which knows nothing of those named before it.
LAYERS = ("fields", "story", "model", "names", "dating", "markup")
FORBIDDEN = {
    "project": ("spiders", "pipelines", "tests"),
    "project/archive": ("project.extraction", "project.pages", "project.middlewares", "scrapy"),
    "project/boilerplate": PURE,
    "project/discovery": PURE,
    "project/extraction": PURE,
    **{
        f"project/extraction/{part}": tuple(f"project.extraction.{above}" for above in LAYERS[: LAYERS.index(part)])
        for part in LAYERS[1:]
    },
    "project/pages": PURE,
}
OURS = ("project", "spiders", "pipelines", "tests")
_PRIVATE = re.compile(r"\._(?!_)")


def imports_of(path: Path) -> list[str]:
    """The full names of what a file imports, within functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_go_one_way(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    starts = tuple(f"{name}." for name in FORBIDDEN[folder])
    wrong = [(path.name, name) for path in files for name in imports_of(path) if f"{name}.".startswith(starts)]
    assert wrong == []


@pytest.mark.parametrize("folder", OURS)
def test_what_is_private_is_imported_nowhere(folder: str) -> None:
    starts = tuple(f"{name}." for name in OURS)
    names = [(path.name, name) for path in sorted((ROOT / folder).rglob("*.py")) for name in imports_of(path)]
    assert [(file, name) for file, name in names if name.startswith(starts) and _PRIVATE.search(name)] == []


def test_a_test_file_is_imported_nowhere() -> None:
    """What several test files use stands in a module beside them."""
    names = [(path.name, name) for path in sorted((ROOT / "tests").rglob("*.py")) for name in imports_of(path)]
    assert [(file, name) for file, name in names if re.search(r"\.test_\w+\.", name)] == []
