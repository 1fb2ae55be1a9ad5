"""The lines round a page's headline: where byline and date stand when no markup names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from project.extraction import byline
from project.extraction.blocks import TAG_CODE, PageBlocks
from project.extraction.dating.labels import PUBLISHED, is_label, without_label
from project.extraction.dating.months import is_weekday, month_of
from project.extraction.fields.wires import agencies_of
from project.extraction.markup.hints import OF_BLOCKS
from project.extraction.names.agencies import agencies_in
from project.extraction.names.credits import ALONE, KOREAN_ROLE, LABEL, SOURCE
from project.extraction.story.picture_credits import without_credits
from project.extraction.story.teasers import without_teasers
from project.extraction.titles import may_hold
from project.folding import fold_name
from project.scripts import STOPS, size_of

_MAX_LINES = 1500
_H1 = 1 << TAG_CODE["h1"]
_HEADLINE = OF_BLOCKS.bit["headline"]
_SUBHEADS = sum(1 << TAG_CODE[name] for name in ("h2", "h3", "h4"))
_YEAR = re.compile(r"\b\d{4}\b")
# A year, in the calendars of Iran and Thailand too, or a date in numbers.
_DATE = re.compile(
    r"(?<!\d)(?:1[34]|19|20|2[45])\d\d|[^\x00-\x7f\D]{4}|\d{1,2}[./]\d{1,2}[./]\d{2}"
    # "14:36, 10 май 17"
    r"|\d[:.]\d\d\D{1,4}\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s['’]?\d\d\b"
    r"|\b\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s['’]?\d\d\D{1,4}\d[:.]\d\d"
)
_BEFORE, _AFTER = 5, 9
# Lines below the headline among which teasers of other stories may stand before the byline.
_FAR = 40
_COUNTER = re.compile(
    r"\s(?:hits|views|reads|odsłon\w*|wyświetle\w*|przeczytano|просмотр\w*|прочит\w*|zobrazen\w*|přečteno|okunma|visitas"
    r"|lecturas|letture|visite|lectures|gelesen|aufrufe)\s?:?$"
    r"|(?:点击|點擊|浏览|瀏覽|人气|阅读|评论|评论数)\s?[:：]?$",
    re.IGNORECASE,
)
# A line of so many characters is the story: byline and date stand before it.
_STORY = 220
# Its first paragraph is shorter at times.
_PARAGRAPH = 100
# "이수진 기자 sjlee@courier.example"
_MAIL = re.compile(r"\s*<?[^\s@<>]+@[^\s@<>]+>?$")
_GAP = re.compile(
    r"\s?\|\s?|\s[·•–—]\s|\s-\s|\s/\s|(?<=Uhr)\s(?=von\s)|(?<=\d[:.]\d\d)\s(?=(?-i:[A-ZÀ-ÞЀ-Я])[^\W\d_]+\s[^\W\d_]+,\s[^\W\d_]{2,8}$)|(?<=\d),\s(?=[^\W\d]+\s[^\W\d]+$)|(?<=\d:\d\d)\s(?=[가-힣]{2,4}\s(?:선임|수습)?기자)|(?:(?<=[\d年月日])|(?<=(?-i:[TM])))\s(?=(?:by|von|par|por|door|av|текст|автор|文|撰文|記者|记者)\b)",
    re.IGNORECASE,
)
# "Jeanne Merle, le 16/02/2024"
_PREPOSITION = re.compile(r",\s(?:le|am|on|el|il|em|op|den|dnia)$|\sот$")
_LONGEST_LINE = 160
# "AFP, MANILA", "Ann Roe | 4 May 2020": a line without "By" is a byline if it is that short.
_LONGEST_DATELINE = 40
# Characters that tell where in its line a part stands.
_PART = 10
CREDIT = re.compile(
    r"^©|\b(?:copyright|credit|image|photo|picture|foto|bild|crédit|фото)|图|圖|写真|사진", re.IGNORECASE
)
# The place and day of a dateline: "London, Tue, 17 Jan", "SALTMERE, Norland (AP)", "SALTMERE, Norland, Feb.".
_DATELINE = re.compile(
    r"\b(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?,?$"
    r"|^[A-Z][A-Z .'’-]+(?:(?:,[^(]*)?\(|,\s[A-Z][a-z]+,)"
)
# "记者今天获悉，…" is how a story begins.
_SENTENCE = re.compile("[，。；？！”].{6}")
_LINK_WORDS = re.compile(
    r"\s+(?:comments?|kommentare?|commentaires|comentarios|комментари\w*|コメント|评论|評論|댓글|σχόλια|print|share|e-?mail)\b.*$",
    re.IGNORECASE,
)


def lines_near(page: PageBlocks, title: str, others: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """(lines before the headline, nearest first; lines after it) as far as byline and date may stand there.

    Of a page that does not show its ``title`` those by the first of its ``others`` that it shows, or else the lines
    before its first paragraph.
    """
    if not fold_name(title):
        return [], []
    lines = page.texts[:_MAX_LINES]
    rows, title = next(((rows, each) for each in (title, *others) if (rows := _rows_of(each, lines))), ([], title))
    if not rows:
        above = without_teasers(page, range(first_paragraph(lines) - 1, -1, -1), title)
        return [], [lines[row] for row in islice(above, _BEFORE)][::-1]
    # Menus and lists of the latest stories repeat it.
    rows = (
        [row for row in rows if page.lineage[page.frames[row]] & _H1]
        or [row for row in rows if page.own[page.frames[row]] & _HEADLINE]
        or rows
    )
    place, paragraph = rows[0], first_paragraph(lines)
    for row in rows[1:]:
        if row < max(_end_of_top(lines, place), paragraph):
            place = row  # a later repetition is nearer to the story: the first is often in a breadcrumb
    before = without_teasers(page, range(place - 1, max(-1, place - 1 - _BEFORE), -1), title)
    return [lines[row] for row in without_credits(page, before)], _top_below(page, place, title)


def _rows_of(title: str, lines: Sequence[str]) -> list[int]:
    """The numbers of the ``lines`` that are the headline ``title``."""
    wanted = fold_name(title)
    least, most = len(title) // 3, 3 * len(title) + 20
    lower = title.casefold()
    return [
        row
        for row, line in enumerate(lines)
        if least <= len(line) <= most
        and (may_hold(lower, low := line.casefold()) or may_hold(low, lower))
        and _is_headline(fold_name(line), wanted)
    ]


def _top_below(page: PageBlocks, place: int, title: str) -> list[str]:
    """The lines between the headline in row ``place`` and the story, one of the story's included."""
    found: list[str] = []
    end = stop = min(place + 1 + _FAR, len(page))
    for row in without_credits(page, without_teasers(page, range(place + 1, stop), title)):
        if row >= end or len(found) == _AFTER:
            break
        found.append(line := page.texts[row])
        if len(found) > 1 and len(line) > _STORY:
            break
        if end == stop and _is_paragraph(line):  # what stands below it is far, teasers or not
            end = row + 1 + _AFTER - len(found)
    return found


def bold_line_above(page: PageBlocks) -> str | None:
    """The first line of four words or more, bold, a heading or named so, without a year, close above the first
    paragraph, or else the one above that a writer's name parts from it: the headline of a page that has no element for
    it and calls itself something else."""
    place = first_paragraph(page.texts[:_MAX_LINES])
    for row in range(max(0, place - _BEFORE), place):
        line = page.texts[row]
        frame = page.frames[row]
        is_named = page.lineage[frame] & _SUBHEADS or page.own[frame] & _HEADLINE
        is_bold = page.bold[row] >= 0.9 * len(line) or bool(is_named)
        is_told = line.endswith(".") or bool(_YEAR.search(line))
        has_words = len(line.split()) > 3 or size_of(line) > 2 * len(line)
        is_signed = row == place - 2 and byline.is_full_name(page.texts[row + 1])
        if (is_bold or is_signed) and not is_told and has_words and len(line) < _STORY:
            return line
    return None


def is_above_story(page: PageBlocks, line: str) -> bool:
    """Whether a line of four words or more stands close above the first paragraph: no section's or logo's name."""
    place = first_paragraph(page.texts[:_MAX_LINES])
    return len(line.split()) > 3 and line in page.texts[max(0, place - _AFTER) : place]


def first_paragraph(lines: list[str]) -> int:
    """The number of the first line that is a paragraph of a story by its length and end; 0 where none is."""
    return next((row for row, line in enumerate(lines) if _is_paragraph(line)), 0)


def _is_paragraph(line: str) -> bool:
    return line.endswith(STOPS) and size_of(line) > _PARAGRAPH


def _is_headline(line: str, wanted: str) -> bool:
    """Whether a folded line is the headline, with or without its kicker."""
    return line == wanted or (len(line) > 15 and (line in wanted or wanted in line) and len(line) * 2 > len(wanted))


def _end_of_top(lines: list[str], place: int) -> int:
    """The row after the lines between the headline in row ``place`` and the story, one of the story's included."""
    for row in range(place + 2, min(place + 1 + _AFTER, len(lines))):
        if len(lines[row]) > _STORY:
            return row + 1
    return place + 1 + _AFTER


def bylines_near(before: list[str], after: list[str], papers: frozenset[str] = frozenset()) -> list[str]:
    """Lines, or parts of lines, that open like a byline and do not name the paper alone (``papers``, folded)."""
    found: list[str] = []
    for line in [*_joined(after), *before[:2]]:
        if len(line) > _LONGEST_LINE:
            continue
        has_date = (bool(dates_near([], [line])) or _is_long_ago(line)) and not line.endswith(STOPS)
        is_top = line in after[:3] and not CREDIT.search(line)
        for part in [part for piece in LABEL.split(line) for part in _GAP.split(piece)]:
            part = before_date(part.strip("[]【】"))
            rest, is_opened = byline.open_byline(part)
            if not is_opened and is_top and len(part) < _LONGEST_DATELINE:
                is_dateline = bool(_DATELINE.search(part))
                rest = "; ".join(agencies_in(part)) if is_dateline else part
                is_opened = (
                    bool(agencies_in(part))
                    or bool(KOREAN_ROLE.search(_MAIL.sub("", part)))
                    or (has_date and not is_dateline and not is_label(part) and _is_of_names(part))
                )
            # A link that shares the line: "By Jane Smith Comments (3)".
            rest = _LINK_WORDS.sub("", rest)
            if not is_opened or not 0 < len(rest) < 100 or _SENTENCE.search(rest):
                continue
            # "By contrast, one in five …" opens a story.
            names = byline.names_in(rest, papers=papers)
            is_sentence = len(line) > _LONGEST_DATELINE and line.endswith(".")
            is_named = bool(names) and not (is_sentence and all(" " not in name and name.islower() for name in names))
            # "… was awarded 500 by the High Court." ends one.
            is_named = is_named and (line.startswith(part[:_PART]) or not is_sentence)
            if is_named and not SOURCE.match(part):
                return [*found, rest, *agencies_of(line)]
            if agencies_of(rest):
                found.append(rest)
    return found


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines, one that holds nothing but "By" joined with the name below it."""
    opening = ""
    for line in lines:
        if ALONE.fullmatch(line):
            opening = line
        elif opening and byline.is_full_name(line):
            yield f"{opening} {line}"
            opening = ""
        else:
            yield line
            opening = ""


def _is_of_names(text: str) -> bool:
    """Whether a text is a full name, or several, and a place at most: "Ann Roe and Tom Hill, Saltmere"."""
    if byline.is_full_name(text):
        return not is_weekday(text.rpartition(" ")[2])  # "Saltmere, Tuesday"
    names = byline.names_in(text)
    return len(names) > 1 and all(map(byline.is_full_name, names)) and text.startswith(names[0])


def _is_long_ago(line: str) -> bool:
    """Whether a line says in numbers how long ago a story was published: "Published 4 months ago"."""
    label = PUBLISHED.search(line)
    return label is not None and any(map(str.isdigit, line[label.end() :]))


def before_date(text: str) -> str:
    """What stands before a date on the same line: "By Reuters February 12, 2014"."""
    match = re.search(r"\d", text)
    if match is None:
        return text
    head = _PREPOSITION.sub("", text[: match.start()].rstrip(" ,|·•(–—-"))
    if counter := _COUNTER.search(head):  # "Autor: Beata Skórska Odsłon:" 2391
        head = head[: counter.start()]
    rest, _ = byline.open_byline(head)
    if head.endswith(rest):
        head = head.removesuffix(rest) + without_label(rest)
    elif rest and (at := head.rfind(rest)) >= 0:
        head = head[:at] + without_label(head[at:])
    name, _, last = head.rpartition(" ")
    if name and month_of(last):
        return name
    # "Ann RoeMay 4": two elements without a space between.
    glued = re.search(r"(?<=[a-zà-ÿ])[A-Z][a-z]+$", head)
    return head[: glued.start()] if glued and month_of(glued[0]) else head


def dates_near(before: list[str], after: list[str]) -> list[str]:
    """Short lines with a four-digit year or a date in numbers, those after the headline first."""
    return [line for line in [*after, *before] if len(line) <= _LONGEST_LINE and _DATE.search(line)]
