"""Whom a story's own lines name as its writer: above its first paragraph, in its dateline, and at its end."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import NamedTuple

from project.boilerplate.lines import REPORTED, is_host
from project.boilerplate.phrases import label_reason
from project.extraction import byline
from project.extraction.blocks import PageBlocks
from project.extraction.fields.nearby import before_date
from project.extraction.names.agencies import agencies_in
from project.extraction.names.credits import CREDITED, ROLE
from project.extraction.names.offices import is_desk
from project.extraction.story.block_traits import HEADS
from project.extraction.story.teasers import is_of_teaser
from project.folding import fold
from project.items import Block
from project.scripts import STOPS

_LONGEST_LINE = 160
_LONGEST_BYLINE = 80
# A dateline stands within so many characters.
_PARAGRAPH = 100
# "…电（记者 王晓雨）", "〔記者王曉雨／花蓮報導〕"
_HAN_DATELINE = re.compile(
    r"[（(〔【［\[](?:[一-鿿]{2,6})?[记記]者\s*([一-鿿]{2,4}(?:[、\s][一-鿿]{2,4}){0,3})(?<![攝摄])\s*(?:[／/╱|｜][一-鿿\s]{2,12})?[)）〕】］\]]"
)
# "…と話した。（榎並 芳乃）"
_HAN_END = re.compile(
    r"[。」][（(](?!(?:敬称|写真|写|文|構成|画像|聞き手|共同|時事|次回|談)[ \u3000])"
    r"(?!\S+\s(?:\S*(?:部|局|社|通信|新聞|放送|支店|省|課|室|略|日)|了|完|談)[)）])"
    r"([一-鿿]{1,4}[ \u3000][一-鿿ぁ-ん]{1,4})[)）]$"
)
# "【織部＝矢代香織】"
_JAPANESE_DATELINE = re.compile(
    r"[【［\[(（](?!写真|画像|編集|以下|注|聞き手|文|構成|談|敬称|撮影|協力|資料)[一-鿿ぁ-んァ-ヶー]{1,8}[＝=]"
    r"((?:[一-鿿ぁ-ん]{2,6}(?<!提供|撮影|同じ|.[部社局略])、?){1,3})[】］\])）]"
)
_LONGEST_END = 16
# "…（本报记者 王晓雨）" behind the last sentence.
_LONGEST_HAN_END = 30
# "（織部亮太）", "織部 亮太：ライター": a line of its own
_HAN_LINE = re.compile(
    r"[（(](?!\S*(?:[部社局課略日完了終続报報网讯編编責责者]|共同|時事|写真|新聞|通信|提供|撮影|以上)[ \u3000)）])"
    r"([一-鿿]{2,4}[ぁ-んァ-ヶー]{0,4}|[一-鿿々]{1,4}[ \u3000][一-鿿々ぁ-んァ-ヶー]{1,5})[)）]"
    r"|([一-鿿々]{1,4}[ \u3000]?[一-鿿々ぁ-んァ-ヶー]{1,5})[：:／/]"
    r"(?:ライター|記者|ジャーナリスト|フリーライター|編集者|作家|エッセイスト)"
)
_KANA = re.compile(r"[ぁ-ん]")
# "НОВГОРОД, 22 янв — РИА Новости, Анна Смирнова.": a dateline that is a paragraph of its own.
_DATELINE = re.compile(r"[^\W\d_][^.]{2,40}\s[-–—]\s([^.,]{3,40}),\s([^.,]{5,40})\.?")
# A picture's credit: "By Tom Hill / AFP", "By Getty Images".
_OF_AGENCY = re.compile(r"/|\b(?:images|getty|photos?|pictures?)\b", re.IGNORECASE)
# How a letter to the editor ends: then come its writer's name and place.
_FAREWELL = re.compile(r"\W*(?:yours|kind regards|best wishes|sincerely)\b.{0,20}$", re.IGNORECASE)
_LETTER_END = 4
# A line between a writer's and the first paragraph, with the role: "Correspondent".
_LONGEST_ROLE = 40
# Two to four words with capitals, and one or two of a place.
_NAME_AND_PLACE = re.compile(r"((?:[A-Z][\w'’.-]+ ){1,3}[A-Z][\w'’-]+), [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_LONGEST_CREDIT = 200
# Words of a name and a role.
_WITH_ROLE = 5
# "Иван Петров, фото автора."
_OWN_PICTURES = re.compile(r"[.,]\s(?:foto|фото|zdjęcia) (?:автор[аы]|autora)\.?$", re.IGNORECASE)
# "Ann Roe (correspondent in Saltmere)"
_LAST_PARENTHESIS = re.compile(r"\s?\([^()]{4,60}\)$")


class _Line(NamedTuple):
    """A line behind a story."""

    text: str
    is_beside: bool
    """It stands under the same element as the last paragraph."""
    is_heading: bool


def names_above(
    blocks: list[Block], page: PageBlocks, title: str = "", papers: frozenset[str] = frozenset()
) -> list[str]:
    """The full names of a line "By Ann Roe" that is the first of the story's own, right above its first paragraph, or
    above a line with her role: newsrooms write it there where the system only knows who uploaded the story.

    ``blocks`` are those of the article of this ``title``, out of ``page``.
    """
    first = next((place for place, block in enumerate(blocks) if block.reason is None), 0)
    start = first - 1
    if start > 0 and len(blocks[start].text) < _LONGEST_ROLE and ROLE.fullmatch(blocks[start].text):
        start -= 1
    for block in blocks[max(start, 0) : first + 1]:
        rest, is_opened = byline.open_byline(before_date(block.text))
        is_own = block.kind == "paragraph" and block.reason in (None, "author box", "outside the story")
        is_line = len(block.text) < _LONGEST_BYLINE and not _OF_AGENCY.search(block.text)
        if is_own and is_line and is_opened and rest[:1].isupper() and not agencies_in(block.text):
            names = byline.names_in(rest, papers=papers)
            if names and all(map(byline.is_full_name, names)) and not is_of_teaser(page, block.text, title):
                return names
    return []


def name_with_place(blocks: list[Block]) -> list[str]:
    """The name in a line "Ann Roe, Saltmere" or "Ann Roe Court Correspondent" that is the first of the story's own,
    unless the story speaks of her."""
    kept = [block for block in blocks if block.reason is None]
    if len(kept) > _LETTER_END and (name := _with_role(kept[0])):
        last = name.rpartition(" ")[2]
        return [] if any(last in block.text for block in kept[1:]) else [name]
    found = _NAME_AND_PLACE.fullmatch(kept[0].text) if len(kept) > _LETTER_END and kept[0].kind == "paragraph" else None
    if found is None or not byline.is_full_name(found[1]) or ROLE.search(kept[0].text):
        return []
    last = found[1].rpartition(" ")[2]
    return [] if any(last in block.text for block in kept[1:]) else byline.names_in(found[1])


def _with_role(block: Block) -> str:
    """The full name in a line that is a name and a role and nothing else; empty for any other line."""
    names = byline.names_in(block.text) if len(block.text.split()) <= _WITH_ROLE and block.kind == "paragraph" else []
    is_role = any(role.end() == len(block.text) for role in ROLE.finditer(block.text))
    return names[0] if len(names) == 1 and is_role and byline.is_full_name(names[0]) else ""


def signature_of(blocks: list[Block], page: PageBlocks) -> list[str]:
    """The names that sign the story: its last paragraph, or the next one under the same element; a letter's
    writer, and whom a Chinese dateline names.

    ``blocks`` are those of the article, kept and dropped, out of ``page``.
    """
    kept = [place for place, block in enumerate(blocks) if block.reason is None]
    below = ""
    while kept:  # an appeal below it, or the paper's address, goes later
        text = blocks[kept[-1]].text
        reason = label_reason(fold(text))
        if reason is None and not is_host(text):
            break
        kept.pop()
        below += text.casefold() if reason == "disclosure" else ""
    if len(kept) < 3:
        return []
    ends = [blocks[place].text for place in kept[-_LETTER_END:]]
    for line, following in pairwise(ends):
        name = following.strip(" ,.-–—")
        if _FAREWELL.match(line) and " " in name and byline.is_name(name):
            return [name]
    for place in kept[:2]:
        if match := _HAN_DATELINE.search(blocks[place].text[:_PARAGRAPH]):
            return [match[1]]
        if match := _JAPANESE_DATELINE.match(blocks[place].text):
            return match[1].split("、")
        match = _DATELINE.fullmatch(blocks[place].text) if len(blocks[place].text) < _PARAGRAPH else None
        if match and agencies_in(match[1]) and byline.is_full_name(match[2]):
            return [match[2]]
    credits = [text for text in ends if CREDITED.match(text) or REPORTED.fullmatch(text)]
    if signed := [text for text in credits if len(text) < _LONGEST_LINE and byline.names_in(text)]:
        return signed[-1:]
    last = blocks[kept[-1]]
    after = _lines_behind(page, last.text)
    for text in (last.text, *(line.text for line in after[:1] if line.is_beside)):
        is_japanese = any(_KANA.search(end) for end in ends if end != text)
        if signer := _han_signature(text, is_japanese=is_japanese):
            return [signer]
    # "Forward-Looking Statements" heads what says that it has such.
    if last.kind == "paragraph" and last.text.casefold() not in below and (names := signature_in(last.text)):
        return names
    if after and after[0].is_beside and (names := signature_in(after[0].text)):
        return names
    own = takewhile(lambda line: not line.is_heading, after)  # below it they are another story's
    return next(([line.text] for line in own if CREDITED.match(line.text) and len(line.text) < _LONGEST_LINE), [])


def _han_signature(line: str, *, is_japanese: bool) -> str | None:
    """Who signs at the end of a line in Chinese or Japanese, or in one of its own."""
    if match := _HAN_DATELINE.search(line[-_LONGEST_HAN_END:]) or _HAN_END.search(line[-_LONGEST_END:]):
        return match[1]
    match = _HAN_LINE.fullmatch(line) if is_japanese else None
    return (match[1] or match[2]) if match else None


def signature_in(line: str) -> list[str]:
    """A story's last line, if it is a name and nothing else, as writers sign, or a credit; in a list, or nothing.

    >>> [signature_in(line) for line in ("Lê Phương", "(Reporting by Ann Roe; Editing by Tom Alder)")]
    [['Lê Phương'], ['(Reporting by Ann Roe; Editing by Tom Alder)']]
    """
    if len(line) < _LONGEST_CREDIT and (CREDITED.match(line) or REPORTED.fullmatch(line)):
        return [line]
    line = _OWN_PICTURES.sub("", line)
    if (role := _LAST_PARENTHESIS.search(line)) and ROLE.search(role[0]):
        line = line[: role.start()]
    rest, is_opened = byline.open_byline(line) if len(line) < _LONGEST_BYLINE else (line, False)
    name = rest.partition(",")[0]
    is_signed = is_opened and not line.endswith(STOPS) and byline.is_full_name(name)
    if is_signed and byline.names_in(rest) == [name]:
        return [name]  # "By Ann Roe, for the Courier"
    if not 4 < len(line) < 40 or line.endswith((".", "!", "?", ":", "…")):
        return []
    return [line] if byline.is_full_name(line) or is_desk(line) else []


def _lines_behind(page: PageBlocks, last: str) -> list[_Line]:
    """The next few lines behind the ``last`` paragraph of a story, without the boxes among its paragraphs."""
    texts, frames, parents = page.texts, page.frames, page.parents
    start = next((row for row in range(len(page) - 1, -1, -1) if texts[row] == last), len(page))
    holder = parents[frames[start]] if start < len(page) else 0
    found: list[_Line] = []
    row = start + 1
    while row < len(page) and len(found) < _LETTER_END:
        top = frames[row]
        while top > 0 and parents[top] != holder:
            top = parents[top]
        if top > 0 and page.starts[top] > start and _is_box(page, top):
            row = page.ends[top]
            continue
        # Breaks part the first right in it, at times.
        is_beside = parents[frames[row]] in (holder, frames[start])
        found.append(_Line(texts[row], is_beside, page.tags[frames[row]] in HEADS))
        row += 1
    return found


def _is_box(page: PageBlocks, frame: int) -> bool:
    """Whether an element holds several blocks, and not mere lines of its own."""
    rows = range(page.starts[frame], page.ends[frame])
    return len(rows) > 1 and any(page.frames[row] != frame for row in rows)
