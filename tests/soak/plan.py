"""The plan of all that the papers will publish, change and take away: the same for the same number of days."""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.soak import events
from tests.soak.columns import column
from tests.soak.events import moment
from tests.soak.papers import SECTIONS, Fate, Paper, Papers, Story, Version
from tests.soak.sentences import headline, paragraph, paragraphs

_SEED = 7
_BY_WEEKDAY = (1, 1, 1, 1, 1, 0.45, 0.4)
_AUTHORS = {
    "en": ("Edith Marlow", "Tom Ashgrove", "Priya Kellan", "Owen Strand", "Lucy Farrow"),
    "de": ("Anke Brodersen", "Jens Altmann", "Rita Hollweg"),
    "fr": ("Claire Vasseur", "Hugo Lambert", "Anne Morel"),
    "zh": ("王晓明", "李文静", "陈建国"),
    "ar": ("أحمد الخطيب", "ليلى منصور", "سامي حداد"),
}
_CORRECTION = {
    "en": "Correction: An earlier version of this article gave a wrong figure of {} for the costs of the works.",
    "de": "Korrektur: In einer früheren Fassung dieses Artikels war für die Kosten fälschlich die Zahl {} genannt.",
    "fr": "Rectificatif : une version précédente de cet article donnait à tort le chiffre {} pour le coût des travaux.",
    "zh": "更正：本文较早版本误将工程费用写为{}万元，特此更正。",
    "ar": "تصحيح: ذكرت نسخة سابقة من هذا المقال خطأ أن تكلفة الأعمال بلغت {} ألف كرونة.",
}
_WIRE = ((events.AMBERTON, 0), (events.EASTGATE, 2), (events.FJORD, 5))
"""Who prints the agency's story of the day, and how many hours later."""


def _new_papers() -> list[Paper]:
    english_columns = ("weather", "market", "onthisday")
    return [
        Paper(events.AMBERTON, "en", 7, sitemap="month", validators="body", columns=english_columns),
        Paper(events.BRENNER, "de", 6, ZoneInfo("Europe/Berlin")),
        Paper(events.COURRIER, "fr", 5, sitemap="lying", validators="body"),
        Paper(events.DALU, "zh", 4, ZoneInfo("Asia/Shanghai"), "undated", has_feed=False, columns=("weather_zh",)),
        Paper(events.EASTGATE, "en", 6, validators="lastmod"),
        Paper(events.FJORD, "en", 4, sitemap="month", validators="body"),
        Paper(events.GRANITE, "en", 0.35, sitemap="flat", validators="body"),
        Paper(events.HABAR, "ar", 3, sitemap="monthday", validators="random"),
        Paper(events.INLET, "en", 3),
        Paper(events.JUNCTION, "en", 3, sitemap="month", validators="body"),
    ]


def make_papers(days: int) -> Papers:
    """All papers, by name, with what they publish up to that day."""
    papers = {paper.name: paper for paper in _new_papers()}
    for paper in papers.values():
        rng = random.Random(f"{_SEED}{paper.name}")
        for day in range(-events.BACKLOG_DAYS, days):
            _publish_day(paper, rng, day)
        if paper.name == events.EASTGATE:
            _publish_live(paper, rng, days)
    _publish_wire(papers, random.Random(_SEED), days)
    for paper in papers.values():
        paper.stories.sort(key=lambda story: story.published)
        paper.file_paths()
    return papers


def _publish_day(paper: Paper, rng: random.Random, day: int) -> None:
    weekday = moment(day).weekday()
    count = sum(rng.random() < paper.a_day * _BY_WEEKDAY[weekday] / 20 for _ in range(20))
    planned: list[tuple[timedelta, str | None]] = [
        (timedelta(seconds=rng.randint(4 * 3600, 21 * 3600)), None) for _ in range(count)
    ]
    columns = [name for name in paper.columns if name != "market" or weekday < 5]
    planned += [(timedelta(seconds=rng.randint(3 * 3600, 5 * 3600)), name) for name in columns]
    for after, kind in sorted(planned, key=lambda each: each[0]):
        published = moment(day) + after
        number = len(paper.stories) + 1
        title, texts = (
            column(kind, rng, published) if kind else (headline(rng, paper.language), paragraphs(rng, paper.language))
        )
        author = rng.choice(_AUTHORS[paper.language])
        section = SECTIONS[paper.language][rng.randrange(4)]
        versions = [Version(published, title, tuple(texts))]
        slug = _slug(paper, title, number)
        story = Story(paper.name, number, published, section, author, versions, slug, column=kind)
        if paper.name == events.JUNCTION:
            story.has_two_editions = number % 2 == 0
            if day >= events.NO_SPORT and section == "sport":
                story.section = "town"
        if not kind:
            _edit(paper, story, rng)
        paper.stories.append(story)


def _slug(paper: Paper, title: str, number: int) -> str:
    if paper.language in ("zh", "ar"):
        return f"s{number}-{hashlib.md5(title.encode()).hexdigest()[:6]}"
    ascii_title = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_title).strip("-")[:70] + f"-{1000 + number}"


def _edit(paper: Paper, story: Story, rng: random.Random) -> None:
    """Change a quarter of the stories once, and of Eastgate's take away some and move some."""
    if rng.random() < 0.25:
        kind = rng.choice(["words", "stamp", "headline", "correction", "added", "related"])
        at = story.published + timedelta(hours=rng.choice([0.5, 2, 5, 12, 30, 60, 140]))
        texts, title = list(story.versions[0].paragraphs), story.versions[0].title
        match kind:
            case "words":
                which = rng.randrange(len(texts))
                texts[which] = paragraph(rng, paper.language)
            case "added":
                texts.insert(rng.randrange(1, len(texts)), paragraph(rng, paper.language))
            case "headline":
                title = headline(rng, paper.language)
            case "correction":
                texts.append(_CORRECTION[paper.language].format(rng.randint(100, 900)))
        story.versions.append(Version(at, title, tuple(texts), kind))
    if paper.name == events.EASTGATE:
        share = rng.random()
        if share < 0.12:
            how = rng.choice(["404", "410", "front", "soft404"])
            story.fate = Fate(how, story.published + timedelta(days=rng.choice([0.4, 1, 2, 5, 6, 20])))
        elif share < 0.2:
            story.moved_at = story.published + timedelta(days=rng.choice([1, 2, 5, 20]))


def _publish_live(paper: Paper, rng: random.Random, days: int) -> None:
    """A live report every Saturday, with a new entry each hour; and a page that dates itself ten days ahead."""
    number = len(paper.stories)
    for day in range(days):
        if moment(day).weekday() == 5:
            number += 1
            start, title = moment(day, 8), "Live: " + headline(rng, "en")
            texts = [paragraph(rng, "en", 2)]
            versions = []
            for hour in range(10):
                texts.insert(1, f"{8 + hour}:15 {paragraph(rng, 'en', 2)}")
                versions.append(Version(start + timedelta(hours=hour), title, tuple(texts), "live"))
            author, slug = rng.choice(_AUTHORS["en"]), f"live-{day}-{1000 + number}"
            paper.stories.append(Story(paper.name, number, start, "sport", author, versions, slug, is_live=True))
    number += 1
    start = moment(20, 9)
    versions = [Version(start, headline(rng, "en"), tuple(paragraphs(rng, "en")))]
    slug = f"festival-programme-{1000 + number}"
    paper.stories.append(
        Story(paper.name, number, start, "town", "Tom Ashgrove", versions, slug, dated_ahead=moment(30, 9))
    )


def _publish_wire(papers: Papers, rng: random.Random, days: int) -> None:
    """The same story of an agency in some of three papers, in the last of them cut by a paragraph."""
    for day in range(days):
        start = moment(day, 6) + timedelta(minutes=rng.randint(0, 300))
        title, texts = headline(rng, "en"), paragraphs(rng, "en")
        for name, hours in _WIRE:
            if rng.random() < 0.5:
                continue
            stories, published = papers[name].stories, start + timedelta(hours=hours)
            number = len(stories) + 5000 + day
            versions = [Version(published, title, tuple(texts if hours < 5 else texts[:-1]))]
            slug = f"wire-{day}-{1000 + number}"
            stories.append(Story(name, number, published, "coast", "", versions, slug, is_wire=True))
