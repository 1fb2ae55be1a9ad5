"""A site's own file as its operator may write it later; tests add this package to ``SPIDER_MODULES``."""

from project.rules import SiteRules
from spiders.news import NewsSpider


class GullSpider(NewsSpider):
    name = "gull"
    start_url = "http://www.gull-post.example/"
    rules = SiteRules(
        article=r"/(?:notes|author)/[a-z]+-[a-z]+", story_css="article, .no-such-element", drop_css=("p.travel",)
    )
