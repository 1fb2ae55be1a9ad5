"""Agencies that no list names, credited where only an agency stands: in a dateline, behind the end, behind a writer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from project.folding import fold_name

_INITIALS = r"[^\W\d_]{3,5}"
# What stands behind a name and is no agency.
_NONE = frozenset("CEO CFO COO CTO CBE KBE MBE OBE MBA MSC LLM PHD USA NYC".split())
_TOP = 120
# "KAVAKLI (EHA) - ", "SALTMERE, May 4 (XNA) — "
_DATELINE = re.compile(rf"[^\W\d_]{{2}}[^()\[\]/.]{{1,40}}\s?\(({_INITIALS})\)\s?[-–—]\s?\S")
# "کویرشهر – سپهر – "
_BETWEEN_DASHES = re.compile(r"[^\W\d_][^()\[\]/.–—-]{1,25}\s[-–—]\s([^\W\d_]{2,15})\s[-–—]\s")
# "… was not there. (APR, red, 28.10.2025)"
_DATED_END = re.compile(rf"[(\[]({_INITIALS})(?:[,/]\s?\w{{1,8}}){{0,3}},\s\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}[)\]]$")
# "… was not there. (PAI)"
_END = re.compile(rf"[.!?”»\"]\s?[(\[]({_INITIALS})[)\]]$")
# "Ann Roe, XNA", "За матеріалами УНП"
_BEHIND_NAME = re.compile(rf"[^\W\d_][\w.'’-]+(?:\s[^\W\d_][\w.'’-]+){{1,2}}, ({_INITIALS})")
_CREDITING = re.compile(
    r"(?i:(?:за|по) (?:матеріалами|інформацією|повідомленням|материалам|информации|сообщению|данным)"
    r"|(?:source|quelle|fonte|fuente|bron|kaynak|zdroj|źródło|forrás|sursa|izvor|källa|kilde)\s?:)"
    rf" ({_INITIALS})\.?"
)
_REPORT = re.compile(
    r"(?:This (?:report|story) by|(?:Ce texte|Cette dépêche) de) ((?:The |La |L['’])[^\W\d_][\w\s'’-]{2,40}?)"
    r" (?:was first published|(?:a été|fut) )"
)
_AGENCY = re.compile(
    r"(?:news|press) agency|agencia|agenzia|agência|agence|agentur|خبرگزاری|وكالة|агентство|агенція|ajansı"
)


def lesser_agency(
    paragraphs: Sequence[str], ends: Sequence[str], top: Sequence[str], offices: Sequence[str], papers: Collection[str]
) -> str | None:
    """The agency that a story's own lines credit by its initials or its whole name, as it is written there.

    ``ends`` are the lines that sign or follow the story, ``top`` those by its headline, ``offices`` the organisations
    that signed it, ``papers`` what the paper is called, folded: its own initials are no agency's.

    >>> lesser_agency(["KAVAKLI (EHA) - The lake is low."], [], [], [], set())
    'EHA'
    """
    first, last = paragraphs[:2], paragraphs[-1]
    matches = [_DATELINE.match(text[:_TOP]) for text in first]
    matches.append(_DATED_END.search(last))
    if (match := _END.search(last)) and any(line.startswith(f"{match[1]},") for line in top):
        matches.append(match)
    matches += [pattern.fullmatch(text) for text in ends for pattern in (_BEHIND_NAME, _CREDITING)]
    found = [match[1] for match in matches if match and match[1].isupper() and match[1] not in _NONE]
    found += [match[1] for text in (last, *ends) if (match := _REPORT.match(text))]
    if name := next((name for name in found if not _is_of_paper(name, papers)), None):
        return name
    match = _BETWEEN_DASHES.match(paragraphs[0])
    return match[1] if match and _is_office(match[1], offices) else None


def _is_office(name: str, offices: Sequence[str]) -> bool:
    """Whether one of the ``offices`` is called a news agency of this name."""
    return any(_AGENCY.search(office) and fold_name(name) in fold_name(office).split() for office in offices)


def _is_of_paper(name: str, papers: Collection[str]) -> bool:
    folded = fold_name(name)
    return any(paper.startswith(folded) for paper in papers)
