"""The rules of the sites that have a file of their own, for whoever reads pages of many sites."""

from __future__ import annotations

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from project.rules import SiteRules
from project.sites.files import site_ruled_by


def rules_by_site(settings: BaseSettings) -> dict[str, SiteRules]:
    """Site -> the rules in its file, of every site that has one."""
    loader = get_spider_loader(settings)
    found: dict[str, SiteRules] = {}
    for name in loader.list():
        spider = loader.load(name)
        if site := site_ruled_by(spider):
            found[site] = spider.rules  # type: ignore[attr-defined]
    return found
