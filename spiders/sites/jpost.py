"""The Jerusalem Post, https://www.jpost.com/. Its older pages print times of Jerusalem without saying so."""

from project.rules import SiteRules
from spiders.news import NewsSpider


class JpostSpider(NewsSpider):
    name = "jpost"
    start_url = "https://www.jpost.com/"
    rules = SiteRules(timezone="Asia/Jerusalem", language="en", names=("The Jerusalem Post", "JPost.com"))
