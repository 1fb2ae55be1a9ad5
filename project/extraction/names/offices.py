"""The names of papers and of their offices, told from people's; ``papers`` are folded names of the page's own."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from project.boilerplate.phrases import tables
from project.extraction.names import credits
from project.folding import fold_name

_LONGEST = 60
# Letters of the last word of an address that may stand behind a name.
_LAST_WORD = 5
# "BBC Wales", "ARD Berlin": by their names, since writers have three initials, too.
_STATION = re.compile(
    r"(?:ABC|ARD|BBC|CBC|CBS|CNN|ITV|MDR|NBC|NDR|NOS|NPR|NRK|ORF|RAI|RBB|RFI|RTE|RTS|RTVE|SRF|SVT|SWR|TVN|TVP|VRT|WDR"
    r"|ZDF|R[aá]dio|TV)\s"
)
# Letters that are none with an accent to Unicode, and how addresses spell those of Greek and Russian.
_PLAIN = str.maketrans(
    dict(zip("łøđı", "lodi", strict=True))
    | dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "avgdeziiklmnxoprsstyfxo", strict=True))
    | dict(zip("абвгдезийклмнопрстуфхыэіґ", "abvgdeziyklmnoprstufhyeig", strict=True))
    | {
        "θ": "th",
        "ψ": "ps",
        "ж": "zh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
    }
)
# "SMH AKTUELL": no name is in capitals and has a first word without a vowel.
_ACRONYM = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,5}\s[A-ZÄÖÜ]{3,}$")
# Words that papers' names end with, and hardly a person's.
_TITLES = frozenset(
    "tribune gazette chronicle courier observer examiner sentinel dispatch enquirer inquirer times press herald"
    " tribunal gaceta gazeta gazzetta jornal folha zeitung anzeiger rundfunk welle online".split()
)
_ARTICLES = frozenset("the la el il o a die der das le".split())


def plain_of(key: str) -> str:
    """The letters and digits of a folded name without their accents, as addresses have them.

    >>> plain_of("báo tin sông nguồn")
    'baotinsongnguon'
    """
    bare = unicodedata.normalize("NFKD", key.translate(_PLAIN)).translate(_PLAIN)
    return "".join(filter(str.isalnum, bare))


def is_paper(name: str, papers: frozenset[str]) -> bool:
    """Whether a name is one of the paper's own, ``papers`` being folded."""
    folded = fold_name(name)
    joined = folded.replace(" ", "")
    if folded in papers or joined in papers:
        return bool(folded)
    # "El País" of elpais.example
    if not joined.isascii() and plain_of(joined) in papers:
        return True
    short = folded.removeprefix("the ")
    is_short = short != folded or " " not in folded  # "The Courier", "Courier" of "Harbour Courier"
    if is_short and any(paper.endswith(f" {short}") for paper in papers):
        return True
    rest = " ".join(word for word in short.split() if word not in credits.OFFICE)
    return bool(rest) and rest in papers


def is_desk(name: str) -> bool:
    """Whether a name is that of an editorial office: "Redaktion X", "BR24 Redaktion", "Sports Desk"."""
    return len(name) < _LONGEST and bool(credits.DESK.search(name))


def holds_paper(name: str, papers: frozenset[str]) -> bool:
    """Whether a name, behind a person's, is the paper's with a place or a desk before or behind it, or ends as only
    papers' names do."""
    words = fold_name(name).split()
    may_be = len(words) > 1 and (not name.isupper() or words[0] in _ARTICLES)
    if may_be and (words[-1] in _TITLES or _STATION.match(name)):
        return True
    if len(name.split()) == 2 and (_ACRONYM.match(name) or (words[0] in papers and name.split()[-1].isupper())):
        return True
    return len(words) > 2 and not papers.isdisjoint(("".join(words[1:]), "".join(words[:-1])))


@cache
def _of_papers() -> dict[str, str]:
    """What opens a heading of a paper's own box, folded -> the reason to drop it."""
    return {
        fold_name(opening): reason
        for reason, languages in tables("papers.toml").items()
        for openings in languages.values()
        for opening in openings
    }


def reason_of_paper(text: str, papers: frozenset[str]) -> str | None:
    """Why a heading that ends with the paper's own name is none of a story, as "Popular on Courier"; or None."""
    if len(text) > _LONGEST or text.endswith((".", ",")):
        return None
    words = text.rstrip(":!").split()
    for count in range(1, len(words)):
        opening = fold_name(" ".join(words[:count]))
        reason = _of_papers().get(opening)
        if reason and is_paper(" ".join(words[count:]), papers):
            return reason
    return None


def drop_paper(part: str, papers: frozenset[str]) -> str:
    """A name without the paper's after it: "Ann Roe The Harbour Courier"."""
    words = part.split()
    for count in range(min(5, len(words) - 2), 0, -1):
        last = " ".join(words[-count:])
        rest = " ".join(words[:-count])
        if (count > 1 or (last.isupper() and not part.isupper())) and is_paper(last, papers):
            return rest
        if count == 1 and rest.isupper() and not last.isupper() and _ends_address(last, papers):
            return rest
    return part


def _ends_address(word: str, papers: frozenset[str]) -> bool:
    """Whether a word is the last one of an address: "ANN ROE Courier" of harbourcourier.example."""
    return len(word) >= _LAST_WORD and any(" " not in paper and paper.endswith(fold_name(word)) for paper in papers)
