"""What the words round the names of a byline say: who wrote it, who did something else, what somebody is."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

_DATA: Final = files("project") / "extraction" / "data" / "bylines.toml"
_TABLES: Final[dict[str, dict[str, str]]] = tomllib.loads(_DATA.read_text(encoding="utf-8"))


def _words(group: str) -> list[str]:
    """The words of a group of the table, the longest first."""
    words = {word.strip() for line in _TABLES[group].values() for word in line.split("|")}
    return sorted(words, key=len, reverse=True)


def _any(*groups: str) -> str:
    words = [word for group in groups for word in _words(group)]
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)


_ARTICLE = r"(?:(?:an?|the|ein|eine|der|une?|una?|unha|la|el|le|um|uma|en|ett|een|et)\s+|l['’])?"
_COLON = r"\s*[:：／/・＝｜|՝፦]\s*"
_OUR = r"(?:our|unser\w*|notre|nos|onze|nostr[oai]|nuestr[oa]s?|noss[oa]s?|vår)"
# What stands between letters that are no part of a word: Han and Kana run on.
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_BY_WHOM: Final = (
    rf"(?:{_ARTICLE}(?:{_any('text')})\s+)?(?:{_any('by')})\b(?=[\s:.])\s*[:.]?"
    rf"|(?:{_any('author', 'source')}){_COLON}"
    r"|aus\s+(?:[^\W\d_][\w-]*\s+){1,2}bericht(?:et|en)\s+(?=[^\W\d_])"
    rf"|(?:written|reported|posted|compiled)\s+by\s+|(?:γράφει|γράφουν)\s+(?:ο|η|οι)\s+|(?:γράφτηκε|γράφηκε|συντάχθηκε)\s+απ[οό]\s+(?:(?:τον/την|τον|την|τη)\s+)?|(?:του|της)\s+(?=[Α-ΩΆ-Ώ])"
    r"|(?-i:(?:By|by|Von|Par|Por|Door|Av)(?=[A-Z][a-z]+\s))|(?:بقلم|كتب|كتبت|מאת)\s+|(?:[一-鿿]{0,6}[报報社网網台道特图圖闻聞]\s?)?(?:记者|記者)\s*(?=[一-鿿])"
    r"|【?文\s+|(?:เขียน)?โดย\s*|(?-i:Daga)\s+(?=(?-i:[A-Z])\w+\s(?-i:[A-Z]))|기자명\s+|글(?:·사진)?\s+|oprac\.\s+"
)
OPENING: Final = re.compile(
    rf"^[\s\-–—|•·*:,(\[/]*(?:{_BY_WHOM}"
    # "Von unserem Korrespondenten Karl Möwe"
    rf"|(?:dal?\s+|de\s+)?{_OUR}\s+(?:(?:own|special|{_any('role')})[\s,]+)+(?:(?:in|aus|à|a|en)\s+\w+[\s,]+)?(?=\w+\s\w)"
    r")",
    re.IGNORECASE,
)
"""What stands before the names: "By", "Von", "Par", "Автор:", "文：". Applied until nothing more goes."""

_MAKER = rf"(?:by|von|vom|par|por|de|di|da|door|av|af|przez|oleh|pel[oa])\b(?=\s)|{_COLON}"
CREDIT: Final = re.compile(
    rf"{_START}(?:"
    rf"(?P<own>{_ARTICLE}(?:{_any('text')})\s+by\s+|(?:{_any('author')})\s*[:：／＝｜]\s*)"
    rf"|(?P<source>(?:{_any('source')})\s*[:：]\s*)"
    rf"|(?P<other>(?:{_any('other')})(?:[^,;|:：()]{{0,30}}?\s(?:by|von|par)\s|\s*(?:{_MAKER}))"
    r"|(?<=\s)사진\s+))",
    re.IGNORECASE,
)
"""Where within a byline the credit of the next person begins: ``own``, of another writer; else of somebody else."""
CREDITED: Final = re.compile(
    rf"\(?(?:(?:with\s+)?(?:additional\s+)?(?:reporting|writing)\s+by\s|(?:{_any('author')})\s*[:：]\s*\w)",
    re.IGNORECASE,
)
"""A line at the end of a story that says who wrote it."""
OTHERS: Final = re.compile(rf"^\s*(?:{_any('other')}){_END}|[摄攝图圖]\s*$", re.IGNORECASE)
"""In brackets after a name, or at its end: not the writer."""

_UPPER_AND: Final = "|".join(word.upper() for word in _words("and") if word.isascii() and len(word) > 1)
BETWEEN: Final = re.compile(
    r"\s*(?:通讯员|通訊員|实习生|特约记者)\s*|\s*(?:;|\||•|·|／|\s/\s|/|、|，|＆|\s&\s|\s\+\s|\n|\t|\s[–—]\s|\s-\s|\s+(?:And|Und|Et|Og|Och|"
    rf"{_UPPER_AND}|{_any('and')})\s+|\s+ו(?=[א-ת]{{2}})|,\s*(?:and|und|et|y|e|og|och|en|ve|dan|&)\s+)\s*"
)
"""Between two names."""

_ROLE: Final = rf"(?:(?:{_any('field')})\s+)*(?:{_any('role')})"
ROLE: Final = re.compile(rf"\b(?:{_any('role')})\b", re.IGNORECASE)
WHOLE_ROLE: Final = re.compile(rf"{_ROLE}{_END}", re.IGNORECASE)
"""A role with its field before it: "Features editor"."""
TAIL: Final = re.compile(
    rf"(?:\s*[,(\[|–—]|\s-|\s{{2,}}|\s)\s*(?:(?i:{_ROLE})\b"
    r"|(?:for|in|at|on|from|of|aus|bei|für|à|chez|en|pour|para|dal|dalla|For|In|At|FOR|IN|AT)\s+\S"
    rf"|(?i:{_OUR})\s+\S|@\w|https?:|www\.|\S+@\S+|\d|(?i:{_any('after', 'button')}){_END}"
    r"|(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?,?\s+\d|[A-Z][a-z]+day\b).*$"
    r"|(?<=[^\W\d_]{3})\.\s.*$|(?<=[ء-ي]\s)من\s+[ء-ي].*$",
    re.DOTALL,
)
"""What ends a name: a role, a place of work, a date, a handle begins here."""

TITLE: Final = re.compile(rf"^(?:(?:{_any('title')})\.?(?:\s+|(?<=\.)(?=\w)))+", re.IGNORECASE)
NOBODY: Final = re.compile(
    rf"^(?:{_any('nobody')}|.{{0,30}}\b(?:staff|desk|newsroom)|.* developer|[一-鿿-]+(?:[报報网網社刊]|新闻|新聞)"
    r"|[가-힣]+(?:일보|신문|뉴스|방송|통신|타임스))$",
    re.IGNORECASE,
)
ALONE: Final = re.compile(
    rf"(?:{_ARTICLE}(?:{_any('text')})\s+)?(?:{_any('by')})\s*:?|(?:{_any('author')})\s*[:：]", re.IGNORECASE
)
"""A line that holds "By", "Written by" or "Author:" and nothing else: the name is on the next one."""
LABEL: Final = re.compile(rf"(?:\s|(?<=\d))(?=(?:{_any('author', 'source', 'other')})\s*[:：])", re.IGNORECASE)
"""The space, or the place behind a number, before a label in a line of several: "2021-05-04 来源：… 作者：…"."""
SOURCE: Final = re.compile(rf"^[\s(\[]*(?:{_any('source')})\s*[:：]", re.IGNORECASE)
BUTTON: Final = re.compile(rf"^(?:{_any('button')})(?:\s|$)", re.IGNORECASE)
OFFICE: Final = frozenset(_words("office"))
DESK: Final = re.compile(
    rf"{_START}(?:{_any('desk', 'company')}){_END}|编辑部|編集部|編輯部|뉴스[팀부]$", re.IGNORECASE
)
FIRM: Final = re.compile(rf"{_START}(?:{_any('firm')})\.?$|^(?:{_any('firm_first')})\s", re.IGNORECASE)
PLACES: Final = frozenset(_words("place"))
SURNAMES: Final = frozenset(_words("surname"))
WAW: Final = re.compile(
    rf"(?<=[ء-ي]\s)([ء-ي]+)\s+و(?=[ء-ي]{{3,}}\s+[ء-ي]{{2}})(?!{'|'.join(word[1:] for word in _words('waw'))})"
)
"""Between two names in Arabic, where "and" is a letter before the second one."""
KOREAN_ROLE: Final = re.compile(
    r"\s*(?:선임|수습|객원|인턴|전문|논설)?\s*(?:기자|특파원|위원|논설위원|교수|앵커|PD|에디터)(?:\s*외\s*\d+명)?\s*$"
)
CJK_ROLE: Final = re.compile(
    r"(?:記者|记者|編集委員|论说委员|論説委員|特派員|通讯员|通訊員|撰稿|報導|报道|編輯|编辑|実習|综合报道|綜合報導|さん|氏|/文|／文)\s*$"
)
# No Chinese, Japanese or Korean name has more characters: it is a sentence.
LONG_HAN: Final = re.compile(r"[一-鿿가-힯]{7}")
PLACE_OF_REPORT: Final = re.compile(r"[／/\s]+[一-鿿]{0,6}(?:報導|报道|電|电)\s*$")
REPORTER: Final = re.compile(r"记者|記者")
HAN: Final = re.compile(r"[一-鿿]+|[가-힣]+")
