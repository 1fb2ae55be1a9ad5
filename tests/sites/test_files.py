"""Sites' own files as operators write them: a mistake is one line that names it, and holds up nobody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from project import cldr
from project.errors import ArgumentError
from project.rules import SiteRules
from tests.conftest import ROOT, Scrapy
from tests.database import execute
from tests.newspaper.server import Newspaper
from tests.spiders.ledger import states, story

GOOD = "start_url = 'http://www.mill-post.example/'"
Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the body of the spider in ``own_sites/millpost.py``; ``own_sites/gull.py`` is another site's."""
    folder = tmp_path / "own_sites"
    folder.mkdir()
    (folder / "__init__.py").touch()

    def write(body: str, name: str = "millpost") -> None:
        lines = ["from project.rules import SiteRules", "from spiders.news import NewsSpider", "", ""]
        lines += ["class Spider(NewsSpider):", f"    name = {name!r}", *(f"    {line}" for line in body.splitlines())]
        (folder / f"{name}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    write("start_url = 'http://www.gull-post.example/'", "gull")
    for module in [name for name in sys.modules if name.startswith("own_sites")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    return write


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("rules = SiteRules(timezone='Asia/Jerusalen')", "timezone 'Asia/Jerusalen' is unknown: write an IANA name"),
        ("rules = SiteRules(timezone='Europe')", "timezone 'Europe' is unknown: write an IANA name"),
        ("rules = SiteRules(timezone=3)", "timezone 3 is no text"),
        ("rules = SiteRules(article='(unclosed')", "article '(unclosed' is no regular expression: missing )"),
        ("rules = SiteRules(not_article=5)", "not_article 5 is no text"),
        ("rules = SiteRules(names='The Mill Post')", "names 'The Mill Post' is no tuple of texts: write it like ("),
        ("rules = SiteRules(drop_css=('p.x',), names=(1,))", "names (1,) is no tuple of texts: write it like ("),
        ("rules = SiteRules(drop_css=('p[',))", "drop_css 'p[' is no CSS selector: Expected ident or '*'"),
        ("rules = SiteRules(story_css='div..x')", "story_css 'div..x' is no CSS selector: Expected ident"),
        ("rules = SiteRules(story_css='p::text')", "story_css 'p::text' selects texts, not elements"),
        ("rules = SiteRules(language='english')", "language 'english' is unknown: write an ISO 639 code such as en"),
        ("rules = SiteRules(language='qq')", "language 'qq' is unknown: write an ISO 639 code such as en"),
        ("rules = SiteRules(language='en-')", "language 'en-' is unknown: write an ISO 639 code such as en"),
        ("rules = SiteRules(artcle='x')", "SiteRules has no artcle: did you mean article?"),
        ("rules = SiteRules(paywall=True)", "SiteRules has no paywall: there are timezone, language, names"),
        ("rules = {'timezone': 'Asia/Jerusalem'}", "rules {'timezone': 'Asia/Jerusalem'} is no SiteRules: write it"),
        ("rules = None", "rules None is no SiteRules: write it like"),
        ("start_url = None", "start_url None is no http address: write it like https://www.example.com/"),
        ("start_url = 'foo'", "start_url 'foo' is no http address: write it like"),
        ("timezone = 'Asia/Tokyo'", "Spider has timezone: it is one of its rules, SiteRules(timezone='Asia/Tokyo')"),
        ("rule = SiteRules(language='en')", "Spider has rule: did you mean rules?"),
        ("startt_url = 'http://www.mill-post.example/'", "Spider has startt_url: did you mean start_url?"),
        ("name = 'gull'", "name 'gull' is taken by own_sites/gull.py: a spider needs a name of its own"),
        (
            "start_url = 'https://m.gull-post.example/'",
            "start_url 'https://m.gull-post.example/' is one of gull-post.example, as that of own_sites/gull.py",
        ),
        ("rules = SiteRules(", "SyntaxError: '(' was never closed (millpost.py, line 8)"),
    ],
)
def test_a_mistake_names_file_and_key(write: Write, body: str, message: str) -> None:
    write(f"{GOOD}\n{body}")
    loader = get_spider_loader(
        Settings({"SPIDER_LOADER_CLASS": "project.sites.files.SiteFileLoader", "SPIDER_MODULES": ["own_sites"]})
    )
    assert loader.list() == ["gull"]
    with pytest.raises(ArgumentError) as caught:
        loader.load("millpost")
    assert str(caught.value).startswith(f"own_sites/millpost.py: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", None),
        ("en-US", "en-us"),
        ("pt_BR", "pt-br"),
        ("zh-Hant-TW", "zh-tw"),
        ("zh-Hant", None),
        ("es-419", None),
        ("ca-ES-valencia", "ca-es"),
        ("ckb-IQ", "ckb-iq"),
        ("iw", None),
    ],
)
def test_languages(language: str, locale: str | None) -> None:
    assert SiteRules(language=language).locale == locale


def test_every_language_that_is_recognised_or_dated_may_be_a_sites() -> None:
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    for code in [*cldr.languages(), *map(str, model.labels)]:
        assert SiteRules(language=code).language == code


def test_names_like_those_of_ours_are_left_to_other_spiders(write: Write, tmp_path: Path) -> None:
    write(f"{GOOD}\n_rules = 1\npapers = ('Post',)\ndef rule(self): ...")
    plain = "import scrapy\nclass Plain(scrapy.Spider):\n    name = 'plain'\n    start_urls = ['http://x.example/']\n"
    (tmp_path / "own_sites" / "plain.py").write_text(plain, encoding="utf-8")
    loader = get_spider_loader(
        Settings({"SPIDER_LOADER_CLASS": "project.sites.files.SiteFileLoader", "SPIDER_MODULES": ["own_sites"]})
    )
    assert loader.list() == ["gull", "millpost", "plain"]


def test_a_broken_file_holds_up_its_own_site_alone(
    write: Write, scrapy: Scrapy, newspaper: Newspaper, archive_url: str, tmp_path: Path
) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = scrapy(
            *arguments, settings={"SPIDER_MODULES": "spiders,own_sites"}, env={"PYTHONPATH": f"{ROOT}:{tmp_path}"}
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    for site, title in (("mill", "Old mill turns again"), ("gull", "Sea birds steal forty lunches")):
        address = f"http://www.{site}-post.example"
        newspaper.change(f"{address}/robots.txt", "", status=404)
        newspaper.change(f"{address}/", f"<title>Post</title><a href='/what-became-of-the-{site}'>{title}</a>")
        newspaper.change(f"{address}/what-became-of-the-{site}", story(title))
    write(GOOD)
    assert run("crawl", "millpost").returncode == 0
    execute(archive_url, "UPDATE sites SET next_crawl_at = NULL")
    execute(
        archive_url,
        "INSERT INTO sites (site, spider, start_url, is_enabled) "
        "VALUES ('gull-post.example', 'gull', 'http://www.gull-post.example/', TRUE)",
    )

    write(f"{GOOD}\ncustom_settings = {{'ARCHIVE_RHYTHM_SHORTEST': 'x'}}")
    done = run("crawl", "millpost")
    said = "scrapy crawl: ARCHIVE_RHYTHM_SHORTEST 'x': write a number such as 1"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, said)

    write(f"{GOOD}\nrules = SiteRules(timezone='Asia/Jerusalen')")
    wrong = "own_sites/millpost.py: timezone 'Asia/Jerusalen' is unknown: write an IANA name such as Europe/London"
    listed = run("list")
    assert (listed.returncode, listed.stderr) == (0, f"scrapy list: {wrong}\n")
    assert {"gull", "news"} < set(listed.stdout.split())
    for arguments in (("crawl", "millpost"), ("extract", "--spider", "millpost", "page.html")):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (2, f"scrapy {arguments[0]}: {wrong}\n")

    write("start_url = 'http://www.gull-post.example/'", "twin")
    twin = "own_sites/twin.py: start_url 'http://www.gull-post.example/' is one of gull-post.example, as that of "
    twin += "own_sites/gull.py is: a site has one file"
    done = run("crawl", "twin")
    assert (done.returncode, done.stderr) == (2, f"scrapy crawl: {twin}\n")
    (tmp_path / "own_sites" / "twin.py").unlink()

    updated = run("update")
    assert updated.returncode == 1
    table = " ".join(updated.stdout.split())
    assert "gull-post.example finished" in table
    assert states(archive_url, "http://www.gull-post.example")["/what-became-of-the-gull"] == "stored"
    assert "mill-post.example failed 0 own_sites/millpost.py: timezone 'Asia/Jerusalen' is unknown" in table

    again = run("reextract", "--all")
    assert again.returncode == 0
    assert again.stderr == f"scrapy reextract: mill-post.example stays as it is: {wrong}\n"
    assert "1 of 2 articles to read again" in again.stdout
