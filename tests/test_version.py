"""An extractor's name changes with what decides how a page is read, and with nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from project import version
from project.version import extractor
from tests.conftest import ROOT


def name_of(root: Path) -> str:
    program = "from project.version import extractor; print(extractor())"
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_change_of_the_extraction_changes_its_name_and_no_other_does(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "project", tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__"))
    assert name_of(tmp_path) == extractor()
    assert re.fullmatch("[0-9a-f]{10}", extractor())
    with (tmp_path / "project" / "archive" / "search.py").open("a") as file:
        file.write("# another comment\n")
    assert name_of(tmp_path) == extractor()
    beside = ("briefs.py", "pages/listing.py", "pages/next_part.py", "processors.py", "scripts.py", "suffixes.py")
    for file_name in ("extraction/body.py", "extraction/data/hints.toml", *beside):
        before = name_of(tmp_path)
        with (tmp_path / "project" / file_name).open("a") as file:
            file.write("\n# another comment\n")
        assert name_of(tmp_path) != before


def test_the_name_covers_all_that_reads_a_page() -> None:
    program = "import sys, project.pages.reading, project.loaders; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    read = {name.removeprefix("project.") for name in done.stdout.split() if name.startswith("project.")}
    assert "pages.reading" in read
    covered = {part.removesuffix(".py").replace("/", ".") for part in version.EXTRACTOR}
    assert {name for name in read if covered.isdisjoint((name, name.split(".")[0]))} <= {"errors", "sites"}


def test_it_has_a_name_in_a_packed_egg_too(tmp_path: Path) -> None:
    egg = Path(shutil.make_archive(str(tmp_path / "egg"), "zip", ROOT, "project"))
    program = f"import sys; sys.path.insert(0, {str(egg)!r}); from project.version import extractor; print(extractor())"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == extractor()
