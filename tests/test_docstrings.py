"""What the docstrings show is what comes back."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import project

MODULES = [module.name for module in pkgutil.walk_packages(project.__path__, "project.")]


@pytest.mark.parametrize("name", [name for name in MODULES if ".migrations" not in name])
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(import_module(name), optionflags=doctest.ELLIPSIS).failed == 0


def test_there_are_examples() -> None:
    assert doctest.testmod(import_module("project.processors")).attempted >= 10
