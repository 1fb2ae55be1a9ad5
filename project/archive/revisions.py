"""What a publisher changed in an article after it was stored.

Words count and nothing else: case, punctuation, white space and the breaks between paragraphs do not, nor do lines that
live on their own, such as ``12 comments`` or ``updated 5 minutes ago``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol

from rich.text import Text

from project.archive.diff import Edit, count_words, diff_texts, fold_words, render_edits, spelled_alike

Kind = Literal["typo", "update", "headline", "correction", "rewrite"]
Field = Literal["title", "description", "text"]

FIELDS: Final[tuple[Field, ...]] = ("title", "description", "text")

# So much of both texts is touched when it is another text: a rewritten paragraph among five touches 0.2.
_REWRITE_SHARE = 0.5
# A run of so many new or gone words is a sentence, not a slip.
_SENTENCE_WORDS = 6
# A line that lives on its own is short.
_LIVE_WORDS, _LIVE_CHARACTERS = 12, 200
# Measured in words from the start of a paragraph: a note says at once that it corrects.
_NOTE_WORDS = 6

_UNITS = (
    r"second|minute|hour|day|week|month|sekunde|minute|stunde|tag|woche|seconde|heure|jour|semaine|segundo|minuto|hora|día"
    r"|dia|ora|ore|giorn|uur|uren|dag|sekund|minut|godzin|dni|timm|time|секунд|минут|час|дн|δευτερόλεπτ|λεπτ|ώρ|ημέρ|μέρ"
    r"|dakika|saat|gün|دقيقة|دقائق|ساع|يوم|أيام|घंट|मिनट|분|시간|일|分钟|分鐘|小时|小時|分|時間|天|日"
)
_AGO = r"ago|vor|il y a|hace|há|atrás|fa|geleden|temu|назад|тому|πριν|önce|منذ|पहले|sedan|siden|sitten|zpět|před"
_UPDATED = (
    r"updated|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|bijgewerkt|zaktualizowan|aktualizac|обновлен"
    r"|оновлен|ενημερώθηκε|güncelle|تحديث|अपडेट|업데이트|更新"
)
_COUNTED = (
    r"comment|share|view|like|vote|read|repl|reader|follower|kommentar|aufruf|leser|commentaire|partage|vue|comentario"
    r"|compartid|visita|lectura|comentário|comment[io]|condivision|reacti|gelezen|komentar|odsłon|wyświetl|коммент"
    r"|просмотр|отзыв|σχόλι|προβολ|yorum|görüntülen|تعليق|مشاهد|टिप्पणी|댓글|조회|评论|評論|阅读|閱讀|浏览|コメント"
)
_RELATIVE_TIME = re.compile(rf"\d\s*(?:{_UNITS})\w*|(?:{_UNITS})\w*\s*\d", re.IGNORECASE)
_AGO_WORD = re.compile(rf"(?<![^\W\d])(?:{_AGO})(?![^\W\d])|[前전]", re.IGNORECASE)
_STAMP = re.compile(rf"\W*(?:last |zuletzt |última? |laatst |ostatnio )?(?:{_UPDATED})", re.IGNORECASE)
_COUNTER = re.compile(rf"\d[\d.,  ]*\s*[kKmM]?\s*(?:{_COUNTED})|(?:{_COUNTED})\w*\W{{0,3}}\d", re.IGNORECASE)
_NOTE = re.compile(
    r"correct(?:ion|ed)|corrigend|errat|clarification|amended|(?:earlier|previous) version|korrektur|berichtig"
    r"|richtigstellung|rectificat|correctif|rectificaci|correcci|correzione|rettifica|correção|correctie|sprostowani"
    r"|korekta|исправлен|уточнен|поправк|διόρθωση|διευκρίνιση|düzeltme|تصحيح|更正|訂正|정정",
    re.IGNORECASE,
)


class Version(Protocol):
    """What one version of an article says; articles of both kinds and their stored rows are such."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def modified_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions of an article."""

    kind: Kind
    changed: list[Field]
    share: float
    """Share of the words of both versions that the change touched, 0 to 1."""
    is_silent: bool
    """The words changed, the publisher's modification date did not."""
    heads: dict[Field, list[Edit]]
    """What happened to the title and the description, where something did."""
    edits: list[Edit]
    """The text's paragraphs, what happened to each; empty when only the title or description changed."""


def compare(old: Version, new: Version, aside: Iterable[str] = ()) -> Change | None:
    """What the publisher changed, or ``None`` when the words are the same.

    ``aside``: blocks that were dropped from either version. A paragraph that stands in one version and was dropped from
    the other did not change, only what we know of it did.
    """
    dropped = {fold_words(block) for block in aside}
    texts = [_without(version.text, dropped) for version in (old, new)]
    edits = diff_texts(*texts)
    touched = sum(edit.touched for edit in edits)
    total = sum(map(count_words, texts))
    changed: list[Field] = []
    text_share = touched / total if total else 0.0
    fields: tuple[tuple[Field, str, str], ...] = (
        ("title", old.title, new.title),
        ("description", old.description, new.description),
    )
    heads: dict[Field, list[Edit]] = {}
    for field, before, after in fields:
        difference = diff_texts(_without(before, set()), _without(after, set()))
        total += count_words(before) + count_words(after)
        if field == "description" and (is_cut_short(before, after) or is_cut_short(after, before)):
            continue
        if amount := sum(edit.touched for edit in difference):
            touched += amount
            changed.append(field)
            heads[field] = difference
    if text_share:
        changed.append("text")
    if not changed:
        return None
    return Change(
        kind=_kind(changed, text_share, edits if text_share else [edit for head in heads.values() for edit in head]),
        changed=changed,
        share=round(min(1.0, touched / total), 4),
        is_silent=old.modified_at == new.modified_at,
        heads=heads,
        edits=edits if text_share else [],
    )


def render_diff(change: Change, *, is_coloured: bool = True) -> Text:
    """A change for a terminal: what became of the title, the description and each paragraph that changed.

    Gone words are red and struck out, new ones green; without colours they stand in ``[-…-]`` and ``{+…+}``.
    """
    parts = [Text(f"{field}: ").append_text(render_edits(edits, is_coloured)) for field, edits in change.heads.items()]
    if change.edits:
        parts.append(render_edits(change.edits, is_coloured))
    return Text("\n").join(parts)


def is_live(line: str) -> bool:
    """Whether a line is a counter or a relative time, which changes though nobody edits it.

    >>> is_live("Updated 5 minutes ago"), is_live("12 comments"), is_live("Five people died 12 days after")
    (True, True, False)
    """
    if len(line) > _LIVE_CHARACTERS or count_words(line) > _LIVE_WORDS or not re.search(r"\d", line):
        return False
    if _COUNTER.search(line) or _STAMP.match(line):
        return True
    is_number = not re.search(r"[^\W\d]", line)
    return is_number or bool(_RELATIVE_TIME.search(line) and _AGO_WORD.search(line))


def is_cut_short(short: str, whole: str) -> bool:
    """Whether a description is the beginning of another one, and says so by an ellipsis at its end.

    Publishers give their description in full in one meta tag and cut in another, and not always both.

    >>> is_cut_short("Ice melts on the riv…", "Ice melts on the river, and nobody skates")
    True
    """
    return short.rstrip().endswith(("…", "...")) and fold_words(whole).startswith(fold_words(short))


def _kind(changed: list[Field], text_share: float, edits: list[Edit]) -> Kind:
    if "text" not in changed and "title" in changed:
        return "headline"
    if text_share >= _REWRITE_SHARE:
        return "rewrite"
    if any(_is_note(edit) for edit in edits):
        return "correction"
    if any(edit.mark in ("new", "gone", "moved") for edit in edits):
        return "update"
    swaps = [swap for edit in edits for swap in edit.swaps]
    if any(max(len(before), len(after)) >= _SENTENCE_WORDS for before, after in swaps):
        return "update"
    return "typo" if all(spelled_alike(before, after) for before, after in swaps) else "correction"


def _is_note(edit: Edit) -> bool:
    if edit.mark == "new":
        start = " ".join(edit.new.split()[:_NOTE_WORDS])
        return bool(_NOTE.search(start[:80]))
    return any(_NOTE.search(" ".join(after)) and not _NOTE.search(" ".join(before)) for before, after in edit.swaps)


def _without(text: str, dropped: set[str]) -> str:
    paragraphs = (paragraph for paragraph in text.split("\n\n") if not is_live(paragraph))
    return "\n\n".join(paragraph for paragraph in paragraphs if not dropped or fold_words(paragraph) not in dropped)
