"""Where spiders come from, those in sites' own files among them: a file that is broken holds up no other one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader, SpiderLoaderProtocol
from scrapy.utils.spider import iter_spider_classes

from project.addresses import is_http_url, site_of
from project.errors import ArgumentError
from project.rules import SiteRules

# Python's own words.
_UNKNOWN_RULE = re.compile(r"SiteRules\.__init__\(\) got an unexpected keyword argument '(\w+)'")


class SiteFileLoader(SpiderLoader):
    """Scrapy's, but a file that cannot be imported, or whose spider cannot begin, is left out."""

    def __init__(self, settings: BaseSettings) -> None:
        self.broken: dict[str, str] = {}
        """Name of a file, which is that of its spider -> what is wrong with it, in one line that names the file."""
        super().__init__(settings)

    def _load_all_spiders(self) -> None:
        for name in self.spider_modules:
            self._load_module(name, name)
        self._check_name_duplicates()

    def _load_module(self, name: str, file: str) -> None:
        try:
            module = import_module(name)
            for spider in iter_spider_classes(module):
                check(spider)
                self._check_name(spider)
                self._check_site(spider)
        except Exception as error:
            why = str(error) if isinstance(error, ArgumentError) else f"{type(error).__name__}: {error}"
            if unknown := _UNKNOWN_RULE.match(str(error)):
                why = no_rule(unknown[1])
            self.broken[name.rpartition(".")[2]] = f"{file}: {' '.join(why.split())}"
            return
        self._load_spiders(module)
        # Sites' files come last: a name that one of ours has is not theirs.
        for found in sorted(iter_modules(getattr(module, "__path__", ())), key=lambda found: found.ispkg):
            path = f"{name}.{found.name}"
            self._load_module(path, path.replace(".", "/") + ("/__init__.py" if found.ispkg else ".py"))

    def _check_name(self, spider: type[Spider]) -> None:
        other = self._spiders.get(spider.name)
        if other is not None and other is not spider:
            raise ArgumentError(f"name {spider.name!r} is taken by {_file_of(other)}: a spider needs a name of its own")

    def _check_site(self, spider: type[Spider]) -> None:
        site = site_ruled_by(spider)
        for other in self._spiders.values():
            if site and site == site_ruled_by(other) and other is not spider:
                raise ArgumentError(f"start_url {getattr(spider, 'start_url', '')!r} is one of {site}, as that of "
                                    f"{_file_of(other)} is: a site has one file")  # fmt: skip

    def load(self, spider_name: str) -> type[Spider]:
        """Raises :class:`ArgumentError` for a spider whose file is broken, KeyError where there is none."""
        if spider_name not in self._spiders and spider_name in self.broken:
            raise ArgumentError(self.broken[spider_name])
        return super().load(spider_name)


def site_ruled_by(spider: type[Spider]) -> str:
    """The site whose pages are read by the rules of this spider, whichever spider asks for them; empty for none."""
    return site_of(getattr(spider, "start_url", "")) if isinstance(getattr(spider, "rules", None), SiteRules) else ""


def _file_of(spider: type[Spider]) -> str:
    return f"{spider.__module__.replace('.', '/')}.py"


def broken_files(loader: SpiderLoaderProtocol) -> Mapping[str, str]:
    """Name of a spider -> what is wrong with its file, in one line; for any loader."""
    return loader.broken if isinstance(loader, SiteFileLoader) else {}


def no_rule(name: str) -> str:
    """What to say of a rule that there is not."""
    known = [rule.name for rule in fields(SiteRules)]
    close = get_close_matches(name, known, 1)
    return f"SiteRules has no {name}: " + (f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}")


def check(spider: type[Spider]) -> None:
    """Raises :class:`ArgumentError` for what a site's file says of its spider and no crawl can use."""
    rules = getattr(spider, "rules", None)
    # Scrapy's CrawlSpider has rules of another kind.
    has_rules = any(isinstance(vars(base).get("rules"), SiteRules) for base in spider.__mro__)
    if has_rules and not isinstance(rules, SiteRules):
        raise ArgumentError(f"rules {rules!r} is no SiteRules: write it like SiteRules(language='en')")
    start_url = getattr(spider, "start_url", "")
    if start_url != "" and not (isinstance(start_url, str) and is_http_url(start_url)):
        raise ArgumentError(f"start_url {start_url!r} is no http address: write it like https://www.example.com/")
    known = ("rules", "start_url")
    for name, value in vars(spider).items() if has_rules else ():
        is_own = name not in known and not name.startswith("_") and not callable(value)
        if is_own and name in {rule.name for rule in fields(SiteRules)}:
            raise ArgumentError(f"{spider.__name__} has {name}: it is one of its rules, SiteRules({name}={value!r})")
        if is_own and (close := get_close_matches(name, known, 1, 0.8)):
            raise ArgumentError(f"{spider.__name__} has {name}: did you mean {close[0]}?")
