"""Agency credits: in a byline, in a story's dateline, and behind its last sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from project.extraction.byline import open_byline
from project.extraction.names import credits
from project.extraction.names.agencies import agencies_in, agency_named

_LONGEST_BYLINE = 600
_LONGEST_CREDIT = 60
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]")
# "SALTMERE, 4 May (Reuters) - ", "МОСКВА, 4 мая. /ТАСС/. ", "(ANSA) - "; the place has few small words.
_DATELINE = re.compile(
    r"^((?:[^()\[\]（）【】/]|(?<=[A-Z])/(?=[A-Z])){0,50}?)\s*[(\[（【/]([^()\[\]（）【】/]{2,40})[)\]）】/]\s*[-–—:.=,]"
)
# "МОСКВА, 4 мая - РИА Новости. ", "SALTMERE, May 4 - Reuters, Ann Roe."
_OPEN_DATELINE = re.compile(
    r"([^\W\d_][^\d,()]{2,40}), (?:\d{1,2}\.? [^\W\d_]+|[^\W\d_]+\.? \d{1,2})\.? [-–—] ([^.,()]{2,30})[.,]"
)
_SMALL = re.compile(r"(?<!\S)[^\W\d_]*[a-zà-ÿа-я]{2}(?!\S)")
# "新华社北京5月4日电"
_HAN_DATELINE = re.compile(r"^[（(【]?([一-鿿]{2,6}?社|中新网|中新網|新华网|新華網)(?:记者|記者|[一-鿿]{2,8}\d)")
_LAST_WORD = re.compile(r"(?:[(\[（【]|[.!?”\"»]\s*[-–—/]\s*)([^()\[\]（）【】]{2,40}?)[)\]）】]?\.?$")
# "… sneak across the border. PTI"
_LAST_CAPITALS = re.compile(r"[.!?”\"»]\s+([A-Z]{3,6})$")


def agencies_of(byline: str) -> list[str]:
    """The agencies that a byline names, under the archive's names for them.

    >>> agencies_of("By REUTERS")
    ['Reuters']
    """
    text, _ = open_byline(credits.REPORTER.sub(" / ", byline[:_LONGEST_BYLINE]))
    if whole := agency_named(text):
        return [whole]
    found: list[str] = []
    for part in credits.BETWEEN.split(text):
        named = open_byline(part)[0]
        found += agencies_in(named) or agencies_in(credits.TAIL.sub("", named)) or _agency_at_the_end(part)
    for inner in _BRACKETS.findall(text):
        found.extend(agencies_in(inner))
    return list(dict.fromkeys(found))


# What stands before an agency that is credited in a line of its own.
_CREDITING = re.compile(
    r"(?:with (?:files|inputs?|reporting|material|information|additional reporting) from"
    r"|(?:source|via|with|mit|avec|con|com|met|med|quelle"
    r"|fuente|fonte|bron|kilde|källa|lähde|źródło|zdroj|forrás|kaynak|πηγή|источник|джерело)s?)\b[\s:]*",
    re.IGNORECASE,
)


# The signs of who wrote and of the agencies, as German newsrooms put them: "kig/dpa".
_SIGNS = re.compile(r"[a-zà-ÿ]{2,4}(?:/[^\W\d_]{2,8}){1,4}")


def credited_in(line: str, *, is_byline: bool = False) -> list[str]:
    """The agencies that a line credits, where it does nothing else; in a byline without its writers those beside them.

    >>> [credited_in(line) for line in ("With files from Associated Press", "(Source: AFP, dpa)", "Photo: AFP", "AFP")]
    [['AP'], ['AFP', 'dpa'], [], []]
    """
    line = line.strip(" .()[]-–—,")
    if _SIGNS.fullmatch(line):
        return [name for part in line.split("/") if (name := agency_named(part))]
    match = _CREDITING.match(line)
    if match is None and not is_byline:
        return []
    parts = [part for part in re.split(r"[,;/|]", line[match.end() if match else 0 :]) if part.strip()]
    found = [agency_named(part) or agency_named(credits.TAIL.sub("", part)) for part in parts]
    return [name for name in found if name] if all(found) else []


def _agency_at_the_end(part: str) -> list[str]:
    """The agency behind a name without a mark between: "Ann Roe Associated Press"."""
    words = part.split()
    if len(words) == 2 and words[1].isupper() and not part.isupper():  # "Saltmere AFP"
        return agencies_in(words[1])
    for count in range(min(3, len(words) - 2), 0, -1):
        last = " ".join(words[-count:])
        is_sure = (len(last) > 4 or not part.isupper()) and words[-count - 1][-1] != ":"
        if is_sure and (found := agency_named(last)):
            return [found]
    return []


def agencies_of_story(opening: Sequence[str], last: str) -> list[str]:
    """The agencies that a story names in its dateline, or in its last paragraph behind the end. The ``opening`` is its
    first paragraphs: the dateline may stand behind a lead.

    >>> agencies_of_story(["SALTMERE (Reuters) - Two states met."], "They left. (AFP)")
    ['Reuters', 'AFP']
    """
    found: list[str] = []
    first = opening[0]
    for paragraph in opening:
        if (match := _OPEN_DATELINE.match(paragraph[:120])) and match[1].isupper():
            found += agencies_in(match[2])
        match = _DATELINE.match(paragraph[:120])
        # Behind a lead: "SALTMERE (AFP) - ", not "Agence France-Presse (AFP), which".
        if match and (paragraph is first or match[1].isupper() or match[0][-1] in "-–—."):
            small = [word for word in _SMALL.findall(match[1]) if word not in ("de", "may", "maj", "mai")]
            if len(small) < 2:
                found += agencies_in(match[2])
    if (match := _HAN_DATELINE.match(first[:40])) and (agency := agency_named(match[1])):
        found.append(agency)
    if agency := agency_named(last.strip(" -–—/.()[]")):
        found.append(agency)
    elif len(last) < _LONGEST_CREDIT and (credited := credited_in(last)):
        found += credited
    elif match := _LAST_WORD.search(last[-80:]) or _LAST_CAPITALS.search(last[-80:]):
        found += agencies_in(match[1])
    return list(dict.fromkeys(found))
