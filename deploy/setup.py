"""Pack the project into an egg for scrapyd: ``python deploy/setup.py bdist_egg`` puts it into ``dist/``.

The egg holds all packages, the migrations and the data files; the libraries are installed beside scrapyd, from
``requirements.txt``. It stands here and not in the root, so that nothing takes it for the way to install the project.
"""

import os
import shutil
from pathlib import Path

from setuptools import find_packages, setup

# Beside this file there is no pyproject.toml, whose table of the project knows nothing of eggs.
os.chdir(Path(__file__).resolve().parent)
# What an earlier call left there would be packed too, modules that are gone since included.
shutil.rmtree("../build", ignore_errors=True)

setup(
    name="news-archive",
    version="0.1.0",
    package_dir={"": ".."},
    packages=find_packages(
        where="..", include=["project", "project.*", "pipelines", "pipelines.*", "spiders", "spiders.*"]
    ),
    package_data={"project": ["**/*.toml", "**/*.json", "**/*.txt", "**/*.bin", "**/*.gz", "**/*.tsv", "**/*.npz"]},
    include_package_data=False,
    entry_points={"scrapy": ["settings = project.settings"]},
    options={"bdist_egg": {"dist_dir": "../dist"}, "build": {"build_base": "../build"}},
    # Scrapy finds spiders by listing folders, data files are read from beside their modules.
    zip_safe=False,
)
