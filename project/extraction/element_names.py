"""What the names of elements (class, id) say of them: bits for headline, byline, date and what is none of the story."""

from __future__ import annotations

import re

HEADLINE, BYLINE, DATE, SECTION, CAPTION, WALL, ELSEWHERE = 1, 2, 4, 8, 16, 32, 64

# Names in the languages that publishers write their markup in. A word counts at a border of a name's words.
_NAMES = (
    (HEADLINE, r"headline|articletitle|entrytitle|posttitle|storytitle|newstitle|titre|titulo|titular|titolo"),
    (
        BYLINE,
        r"bylines?|authors?|writers?|journalists?|reporters?|autore?n?s?|autor(?:es|in)?|auteurs?|redakt(?:eur|or)\w*"
        r"|verfasser|forfatter|kirjoittaja|toimittaja|yazar\w*|muhabir|penulis|dziennikarz|contributors?|columnist\w*"
        r"|colunista|kolumnist\w*|signature|firma|postby|username|writtenby|creator|dc-creator|sourceauthor|creditauthor|tac-?gia|kisha|gija",
    ),
    (
        DATE,
        r"(?:publish|post|article|story|entry|news|create|updat|release|display|modified)\w*(?:date|time|at|on)\w*|datetime"
        r"|pubdate|pubtime|published|posted|timestamp|timestamp|datum|fecha|date|datePublished|data(?:publi\w+|hora)"
        r"|dateline|timeago|time|tarih|tanggal|ngay|updated|publish|pub|dat[ae]",
    ),
    (
        SECTION,
        r"breadcrumbs?|crumbs?|pathway|postcategories|catlinks|kicker|eyebrow|rubri[ck]\w*|articlesection|categoryname"
        r"|ressort|topline|fieldsection|section(?:name|label|title)",
    ),
    (CAPTION, r"caption|(?:image|photo|picture|media|img|news|lead)caption|cutline|legende|bildunterschrift|piedefoto"),
    (WALL, r"paywall\w*|paywall|regwall|subscriber(?:only|wall|content)|premium(?:wall|content|box)|piano\w*"
        r"|tp-modal|meter(?:ed)?\w*|paidcontent\w*|lockedcontent|articlelocked|abo(?:wall|only|hinweis)"),
    (
        ELSEWHERE,
        r"related\w*|comments?\w*|sidebar|recommend\w*|most(?:read|popular|viewed)|teasers?|promos?|promobox|promotions?|read(?:more|next|also)"
        r"|widgets?|newsletter|carousel|slider|trending|popular|more(?:from|news|stories)|outbrain|taboola|footer|foot|nav|menu"
        r"|latest|ticker|disqus|respond|replies|reply|aside|cards?|listing|feed|playlist|bio|similar|suggest\w*|archive\w*|banner",
    ),
)  # fmt: skip
_PATTERNS = tuple((bit, re.compile(names)) for bit, names in _NAMES)
_ANY = re.compile("|".join(names for _, names in _NAMES))
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_CACHE_SIZE = 50_000
KNOWN: dict[str, int] = {}
"""Names that were read before: what :func:`hints_of` gave."""
_known_tokens: dict[str, int] = {}
_known_words: dict[str, int] = {}


def hints_of(names: str) -> int:
    """The bits of what a class or id says: of each of its words, and of each two that stand together."""
    bits = KNOWN.get(names)
    if bits is None:
        bits = 0
        for token in names[:300].split():
            more = _known_tokens.get(token)
            bits |= _token_bits(token) if more is None else more
        if len(KNOWN) >= _CACHE_SIZE:
            KNOWN.clear()
        KNOWN[names] = bits
    return bits


def _token_bits(token: str) -> int:
    bits = 0
    before = ""
    for word in WORDS.findall(token):
        word = word.lower()
        bits |= bits_of_word(word)
        if before:
            bits |= bits_of_word(before + word)
        before = word
    if len(_known_tokens) >= _CACHE_SIZE:
        _known_tokens.clear()
    _known_tokens[token] = bits
    return bits


def bits_of_word(word: str) -> int:
    """The bits of a word in lower case, or of two that were set together."""
    bits = _known_words.get(word)
    if bits is None:
        bits = 0
        if len(word) < 30 and _ANY.fullmatch(word):
            for bit, pattern in _PATTERNS:
                if pattern.fullmatch(word):
                    bits |= bit
        if len(_known_words) >= _CACHE_SIZE:
            _known_words.clear()
        _known_words[word] = bits
    return bits
