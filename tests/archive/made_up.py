"""Stories that nobody wrote, in several scripts: always the same ones for the same number."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from project.archive.articles import Saved, save_article
from project.items import Article, Block

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
ONE, TWO = "https://one.example/a", "https://one.example/b"

# Syllables, what parts two words, and what ends a sentence.
SCRIPTS = {
    "Latin": (["ka", "lo", "mi", "ter", "san", "vel", "dor", "pé", "run", "ast"], " ", "."),
    "Cyrillic": (["ка", "ло", "ми", "тер", "сан", "вел", "дор", "пё", "рун", "аст"], " ", "."),
    "Greek": (["κα", "λο", "μι", "τερ", "σαν", "βελ", "δωρ", "πέ", "ρουν", "αστ"], " ", "."),
    "Arabic": (["كا", "لو", "مي", "تر", "سان", "فل", "در", "بي", "رن", "است"], " ", "."),
    "Devanagari": (["का", "लो", "मि", "तर", "सन", "वे", "दो", "पी", "रु", "अस"], " ", "।"),
    "Han": (list("山川天地人水火木金土日月風雨雪花草鳥魚馬東西南北"), "", "。"),
    "Thai": (["กา", "โล", "มิ", "เท", "สา", "เว", "โด", "เป", "รุ", "อา"], "", " "),
}


def paragraphs(number: int, script: str = "Latin", count: int = 8, words: int = 30) -> list[str]:
    """So many paragraphs of a made up story."""
    syllables, space, end = SCRIPTS[script]
    chance = random.Random(f"{script} {number}")
    made = []
    for _ in range(count):
        found = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(words)]
        made.append(space.join(found) + end)
    return made


def article(url: str, texts: list[str], **fields: Any) -> Article:
    """An article whose site is the host of its address."""
    site = url.split("/")[2].removeprefix("www.")
    fields.setdefault("title", f"Of {url}")
    return Article(url=url, found_url=url, site=site, blocks=[Block(text) for text in texts], **fields)


def save(session: Session, url: str, texts: list[str], **fields: Any) -> int:
    """Store an article. Returns its number."""
    return save_article(session, article(url, texts, **fields), NOW).article_id


def store(session: Session, url: str, texts: list[str], *, now: Any = NOW, **fields: Any) -> Saved:
    """Store an article, by default under the same headline."""
    fields.setdefault("title", "Ferry strike goes on")
    item = article(url, texts, **{name: value for name, value in fields.items() if name != "found_url"})
    saved = save_article(session, replace(item, found_url=fields.get("found_url", url)), now)
    session.expire_all()
    return saved


def number(session: Session, model: Any) -> int:
    """How many rows a table has."""
    return session.scalar(select(func.count()).select_from(model)) or 0
