"""What the commands share: one line for whatever goes wrong."""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from scrapy.settings import Settings

from project.archive.engine import Archive
from project.commands.crawl import Command as CrawlCommand
from spiders.article import ArticleSpider
from spiders.news import NewsSpider
from spiders.refused import RefusedSpider
from spiders.warc import WarcSpider
from tests.archive.made_up import paragraphs, save
from tests.conftest import ROOT, Scrapy, scrapy_arguments

FIELDS = {"authors": ["Imogen Tarrant"], "language": "en"}
COMMANDS = ["export -o -", "show -- 1"]


@pytest.fixture(autouse=True)
def stored(archive_url: str) -> None:
    with closing(Archive.open(archive_url)) as archive, archive.write() as session:
        save(session, "http://valley-herald.example/1", paragraphs(1, count=300), **FIELDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_one_line(command: str, scrapy_env: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = scrapy_arguments(*command.split())
        done = subprocess.run(arguments, env=scrapy_env, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    name = command.split()[0]
    assert done.stderr == f"scrapy {name}: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_seen_enough_is_no_error(command: str, scrapy_env: dict[str, str]) -> None:
    arguments = scrapy_arguments(*command.split())
    with subprocess.Popen(
        arguments, env=scrapy_env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("question", ["show \udce9", "search caf\udce9", "changes --site caf\udce9.example"])
def test_words_in_another_encoding_are_told(question: str, scrapy: Scrapy) -> None:
    done = scrapy(*question.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert "\\udce9" in done.stderr and " is no text in utf-8 (" in done.stderr


def test_questions_that_no_article_can_answer(scrapy: Scrapy) -> None:
    for question, message in (
        ("--author tarrant", "the archive knows no author 'tarrant'; did you mean Imogen Tarrant?"),
        ("--language english", "the archive has no article in the language 'english', only in en"),
        ("--since 2024-12-01 --until 2024-01-01", "--since: 2024-12-01 lies after --until: 2024-01-01"),
    ):
        done = scrapy("search", "ferry", *question.split())
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"scrapy search: {message} (scrapy search --help)\n"
    done = scrapy("search", "ferry", "--author", "IMOGEN tarrant", "--language", "EN")
    assert (done.returncode, done.stdout) == (0, "nothing found\n")


@pytest.mark.parametrize("name", sorted(file.stem for file in (ROOT / "project" / "commands").glob("[!_]*.py")))
def test_every_command_is_laid_out_alike_and_has_examples(name: str) -> None:
    command = import_module(f"project.commands.{name}").Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    assert f"\nexamples:\n  scrapy {name}" in parser.format_help()


@pytest.mark.parametrize("command", ["list", "changes", "copies", "crawls", "verify", "boilerplate", "sites"])
def test_a_word_that_means_nothing_there_is_told(command: str, scrapy: Scrapy) -> None:
    done = scrapy(command, "valley-herald.example")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"scrapy {command}: ") and "'valley-herald.example'" in line


def test_the_help_of_crawl_names_what_each_spider_takes() -> None:
    lines = [line.split() for line in CrawlCommand().long_desc().splitlines()]
    for spider in (NewsSpider, ArticleSpider, WarcSpider, RefusedSpider):
        (line,) = (words for words in lines if words[:1] == [spider.name])
        told = [word.partition("=")[0] for word in line if "=" in word]
        taken = [
            each.name
            for each in signature(spider.__init__).parameters.values()
            if each.kind is each.POSITIONAL_OR_KEYWORD
        ]
        assert told == taken[1:]


def test_ctrl_c_while_commands_are_imported_is_one_line() -> None:
    program = "import project.commands; raise KeyboardInterrupt"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == "scrapy: stopped\n"
    assert done.returncode != 0
