"""What a paper says behind a story about those who wrote it: who they are, and who reported and edited."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice

_LONGEST = 320
_NAMED_WITHIN = 4
"""Words at the start of a line that may be the name in it."""
_LAST = 4
_HEADINGS = frozenset({
    "about the author", "about the authors", "about the writer", "about the reporter", "written by", "über den autor",
    "über die autorin", "à propos de l'auteur", "sobre el autor", "sobre la autora", "sobre o autor", "sobre a autora",
    "l'autore", "over de auteur", "o autorze", "об авторе", "про автора", "om författaren", "om forfatteren",
    "o autorovi",
    "despre autor", "a szerzőről", "yazar hakkında", "tentang penulis", "عن الكاتب", "על הכותב", "درباره نویسنده",
    "著者について", "筆者紹介", "作者简介", "作者簡介", "필자 소개", "về tác giả",
})  # fmt: skip
# "Jane Merrow is a staff writer", "Anna Brecht ist Redakteurin": the verb and, a few words on, the trade.
_TRADE = re.compile(
    r"\b(?:is|are|was) (?:an? |the )?(?:[\w'-]+ ){0,4}(?:writer|reporter|correspondent|editor|journalist|columnist|"
    r"author|contributor|freelancer|photojournalist|professor|lecturer|fellow|corps member)s?\b|"
    r"\b(?:ist|sind) (?:\w+ ){0,3}\w*(?:redakteur|autor|reporter|journalist|korrespondent|volontär|redaktor)"
    r"(?:in)?(?:nen|en)?\b|"
    r"\best (?:\w+ ){0,2}(?:journaliste|rédacteur|rédactrice|reporter|correspondante?)\b|"
    r"\bes (?:\w+ ){0,2}(?:redactora?|periodista|reporter[oa]|corresponsal|editora?|columnista)\b|"
    r"\bè (?:\w+ ){0,2}(?:redattore|redattrice|giornalista|corrispondente|caporedattore)\b|"
    r"\bé (?:\w+ ){0,2}(?:repórter|jornalista|redatora?|editora?|colunista|correspondente)\b|"
    r"\bis (?:\w+ ){0,3}\w*(?:verslaggever|verslaggeefster|redacteur|redactrice|journaliste?|columniste?|"
    r"correspondente?)\b|"
    r"(?:\bjest|-) (?:\w+ ){0,2}(?:dziennikarz|dziennikarka|redaktor|redaktorka|publicyst(?:a|ka))\b|"
    r"\bär (?:\w+ ){0,2}(?:reporter|journalist|redaktör|korrespondent)\b|"
    r"\ber (?:\w+ ){0,2}(?:journalist|reporter|redaktør|korrespondent)\b|"
    r"\bje (?:\w+ ){0,2}(?:redaktor(?:ka)?|novinář(?:ka)?|reportér(?:ka)?|novinar(?:ka)?)\b|"
    r"\beste (?:\w+ ){0,2}(?:redactor|jurnalistă?|reporter|corespondentă?)\b"
)
# "…, where she writes about ports": in no story of the corpus, where it names somebody but once.
_WRITES = re.compile(
    r"\b(?:where|who|and) (?:(?:she|he|they) )?(?:writes? |covers? |reports? on )|\bschreibt (?:\w+ ){0,2}über "
    r"|\bécrit (?:\w+ ){0,2}sur |\b(?:escribe|escreve) (?:\w+ ){0,2}sobre |\bscrive (?:\w+ ){0,2}di "
    r"|\bschrijft (?:\w+ ){0,2}over |\bskriver (?:\w+ ){0,2}om |\bpisze (?:\w+ ){0,2}o |\bpíše (?:\w+ ){0,2}o "
)
_LONGEST_NOTE = 220
_CONTRIBUTED = re.compile(r"\bcontributed (?:reporting )?to (?:this|the) (?:report|story|article)\b")
# What stands among names and places in "Courier writers Tom Hill in Carter and Ann Roe contributed.", and what of it
# tells that they are the press.
_BETWEEN_NAMES = frozenset("and in from at of the staff writer writers reporter reporters correspondent editor".split())
_OF_PRESS = _BETWEEN_NAMES - {"and", "of", "the"}
_REPORTING = re.compile(
    r"^\W{0,2}(?:(?:additional|further) )?(?:reporting|writing|editing)"
    r"(?:(?:,| and) (?:additional )?(?:writing|editing))? by\b",
    re.IGNORECASE,
)
# "The writer is a former ambassador": what a column ends with, where it does not speak of a writer.
_UNNAMED = re.compile(
    r"The (writer|columnist|author) (?:is (?:an? |the )?former |teaches (?:at|in) |writes for |can be reached )"
)
# How a note on its author says what this one is, and how it goes on.
_IS = re.compile(
    r"^(?:[^\s:]+ ){2,4}(?:is|was born|was|has|lives|grew|writes|ist|wurde|lebt|schreibt|est|es|è|é|vive|vit) "
)
_PRONOUN = re.compile(
    r"(?:She|He|They|Her|His|Their|Sie|Er|Ihre?|Seine?|Elle|Il|Ella|Él|Sus?|Lei|Lui|Ela|Ele|Zij|Ze|Hij|Hon|Han|Hun|Ona"
    r"|Она|Он)\s"
)
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,24})[)）\]]")
_COVERS = re.compile(r"(\S+) (?:covers|reports on|writes (?:about|for|on)|can be reached) ")
_WRITER = re.compile(r"The (writer|columnist|author) ")
# A place behind a name, or its office: ", Saltmere", ", da Agência Norte".
_PLACE = re.compile(r", (?:(?:d[aoe]s?|del|of|from|for|von|vom) (.{1,38})|.{1,19})$")


def author_lines(
    texts: Sequence[str],
    folded: Sequence[str],
    labels: Sequence[str],
    is_story: Callable[[int], bool],
    authors: Sequence[str] = (),
) -> list[int]:
    """The indexes of the blocks that are about a story's authors: behind it, or anywhere if they say what one of the
    ``authors`` is whom the page names.

    ``is_story(i)`` tells whether a block is, as far as is known, a paragraph of the story. A line about somebody whom
    the story names is part of the story, and so is what comes before its second paragraph.
    """
    story = [i for i in range(len(texts)) if is_story(i)]
    if len(story) < 3:
        return []
    signed = [len(texts) - 1] if signs_in_brackets(texts[-1], authors) else []
    authors = [author for author in authors if " " in author]

    @cache  # each of thousands of cards may have the same name
    def first_naming(name: str) -> list[int]:
        return list(islice((n for n in story if name in texts[n]), 2))

    cards = [
        i
        for i, text in enumerate(texts)
        if (_opens_with(text, authors) or (len(text) < _LONGEST_NOTE and _WRITES.search(folded[i])))
        and is_about_author(text, folded[i])
        and all(n == i for n in first_naming(_name(text) or text))
    ]
    return cards + _behind(texts, folded, labels, is_story, authors, story[1]) + signed


def _behind(
    texts: Sequence[str],
    folded: Sequence[str],
    labels: Sequence[str],
    is_story: Callable[[int], bool],
    authors: Sequence[str],
    second: int,
) -> list[int]:
    """Those behind the story, whose second paragraph has the index ``second``."""
    for i in range(max(second + 1, len(texts) - _LAST - 1), len(texts) - 1):
        if labels[i] in _HEADINGS and all(len(text) < _LONGEST * 2 for text in texts[i + 1 :]):
            return list(range(i, len(texts)))
    for i in range(max(second + 1, len(texts) - _LAST), len(texts) - 1):
        is_note = _opens_with(texts[i], authors) and _IS.search(folded[i]) and not _is_named_before(texts, i, is_story)
        if is_note and all(map(_PRONOUN.match, texts[i + 1 :])):
            return list(range(i, len(texts)))
    found: list[int] = []
    last = len(texts) - 1
    who = _UNNAMED.match(texts[last]) or (_TRADE.search(folded[last]) and _WRITER.match(texts[last]))
    if who and len(texts[last]) < _LONGEST and not any(who[1] in texts[n] for n in range(last) if is_story(n)):
        found.append(last)
    for i in range(len(texts) - 1 - len(found), max(second, len(texts) - 1 - 3 * _LAST), -1):
        is_credit = len(texts[i]) < _LONGEST and _is_credit(texts[i], authors)
        if _opens_with(texts[i], authors) and not _is_named_before(texts, i, is_story):
            found = list(range(i, len(texts)))  # it goes on about them: their other works, the next one of them
        elif (
            is_credit
            or (is_about_author(texts[i], folded[i]) and not _is_named_before(texts, i, is_story))
            or _is_of_surname(texts, i, is_story, authors)
        ):
            found.append(i)
        elif is_story(i) or len(found) >= _LAST:
            break
    return found


def is_about_author(text: str, folded: str) -> bool:
    """Whether a line opens with a name and says that this is somebody of the press.

    >>> is_about_author("Anna Brecht ist Redakteurin.", "anna brecht ist redakteurin.")
    True
    """
    if len(text) > _LONGEST or _name(text) is None:
        return False
    found = _TRADE.search(folded)
    return found is not None and len(folded[: found.start()].split()) <= _NAMED_WITHIN


def is_with_place(text: str, name: str) -> bool:
    """Whether a line is a name and a place or office behind a comma: "Ann Roe, Saltmere", "From Ann Roe, Saltmere"."""
    before, _, behind = text.partition(name)
    found = _PLACE.match(behind)  # nothing where the name does not stand there
    words = (found[1] or behind[2:]).split() if found else []
    is_named = bool(words) and words[0][0].isupper() and all(word[0].isupper() or len(word) < 3 for word in words)
    return is_named and "to" not in words and len(before.split()) <= 1


def signs_in_brackets(text: str, authors: Sequence[str] = ()) -> bool:
    """Whether a line is one of the ``authors``, or initials or an agency in capitals, in brackets and nothing else.

    >>> signs_in_brackets("(MÖ-SK)"), signs_in_brackets("（榎並芳乃）", ["榎並 芳乃"]), signs_in_brackets("(Laughs)")
    (True, True, False)
    """
    found = _IN_BRACKETS.fullmatch(text)
    bare = "".join(found[1].split()) if found else ""
    return found is not None and (bare.isupper() or any(bare == "".join(name.split()) for name in authors))


def _opens_with(text: str, authors: Sequence[str]) -> bool:
    """Whether a line is short enough for a note on its author, whose full name it opens with."""
    return len(text) < 2 * _LONGEST and any(
        text.startswith(name) and not text[len(name) : len(name) + 1].isalnum() for name in authors
    )


def _is_credit(text: str, authors: Sequence[str]) -> bool:
    sentences = [sentence.split() for sentence in text.rstrip(".").split(". ")]
    if _reported_from(sentences[0], authors) or (len(sentences) == 1 and _contributed(sentences[0])):
        return True
    if told := _CONTRIBUTED.search(text):
        before = text[: told.start()].lstrip("(—–- ")
        if _name(before) is not None or (before and _are_names(before.split())):
            return True
    found = _REPORTING.match(text)
    return found is not None and text[found.end() :].lstrip()[:1].isupper()


def _reported_from(words: list[str], authors: Sequence[str]) -> bool:
    """Whether a sentence is "Roe reported from Saltmere", of one of the authors."""
    is_told = len(words) > 3 and words[1] in ("reported", "wrote") and words[2] == "from"
    return is_told and _are_names(words[3:]) and any(words[0] in author.split() for author in authors)


def _contributed(words: list[str]) -> bool:
    """Whether a sentence is "Courier writer Tom Hill in Carter contributed": nothing but names, places and trades."""
    end = next((place for place, word in enumerate(words) if word == "contributed"), 0)
    behind = [word for word in words[end + 1 :] if word != "reporting"]
    is_told = _are_names(words[:end]) and not _OF_PRESS.isdisjoint(words) and _are_names(behind)
    return end > 1 and words[0][:1].isupper() and is_told and behind[:1] in ([], ["from"])


def _are_names(words: Sequence[str]) -> bool:
    return all(word[0].isupper() or word.strip(",") in _BETWEEN_NAMES for word in words)


def _name(text: str) -> str | None:
    """The last word of the name that a text opens with: at least two words with capitals."""
    words = text.split(maxsplit=_NAMED_WITHIN)[:_NAMED_WITHIN]
    count = next((n for n, word in enumerate(words) if not word[:1].isupper()), len(words))
    return words[count - 1].strip(",.;:'’") if count >= 2 else None


def _is_of_surname(texts: Sequence[str], i: int, is_story: Callable[[int], bool], authors: Sequence[str]) -> bool:
    """Whether a line is "Roe covers the harbour for the Courier", of an author whom the story does not name."""
    found = _COVERS.match(texts[i]) if len(texts[i]) < _LONGEST_NOTE else None
    if found is None or all(found[1] != author.rpartition(" ")[2] for author in authors):
        return False
    return not any(found[1] in texts[n] for n in range(i) if is_story(n))


def _is_named_before(texts: Sequence[str], i: int, is_story: Callable[[int], bool]) -> bool:
    name = _name(texts[i])
    return name is not None and any(name in texts[n] for n in range(i) if is_story(n))
