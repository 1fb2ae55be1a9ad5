"""Bylines: who wrote it, told apart from roles, places, dates, handles, papers and agencies, in the usual scripts."""

from __future__ import annotations

import re
import unicodedata

from project.days import MONTHS
from project.extraction.dating.months import is_weekday, month_of
from project.extraction.names import credits
from project.extraction.names.agencies import agency_named
from project.extraction.names.offices import drop_paper, holds_paper, is_desk, is_paper
from project.folding import fold_name
from project.scripts import has_no_case

_LONGEST_BYLINE = 600
_MAX_NAMES = 25
# "Sun" is a surname too: Sun Jun.
_DAYS = frozenset("mon tue tues wed thu thur thurs fri sat".split())
_SHORT_MONTHS = frozenset((*MONTHS, "sept"))

_PARENTHESIS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,80}[)\]）】]?\s*")
# A label of what stands next: "林宜靜 文字大小：".
_LABEL_AFTER = re.compile(
    r"\s+(?:[^\s:：]{1,12}\s?[:：](?!\s*[^\W\d])|(?:点击|點擊|浏览|瀏覽|阅读|閱讀|人气|評論|评论|字体|字号)\s?[:：]).*$"
)
# "José Ortega y Gasset"
_TWO_SURNAMES = re.compile(r"^(\w+\s\w+)\s(y|i|e)\s([^\W\d_]+)$")
_HANDLE = re.compile(r"(?:\s|^)[@＠]\w[\w.]*|(?<!\S)<?[^\s@]+@[^\s@]+\.\w+>?|https?://\S+|\bwww\.\S+")
_FORMER = re.compile(r"(?:former|retired|onetime|(?i:ancien(?:ne)?|ehemalig\w*|früher\w*|antigu[oa]|oud-))\b")
_HOST_LIKE = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}$", re.IGNORECASE)
# "Ann Roe oberland.RADIO.at"
_HOST = re.compile(r"(?:^|\s)[\w-]{2,}(?:\.[\w-]+)*\.[a-z]{2,10}(?:\s|$)")
_PARTICLES = frozenset(
    (
        "de da di do dos das del della van von der den zu la le el al bin ibn ben y e af av ter"
        " ten te du i ap o' mc und of the"
    ).split()
)
# "courier.example (Ann Roe)"
_SITE_OF = re.compile(r"(?<!\S)[\w-]{3,}(?:\.[\w-]+)*\.[a-z]{2,10}\s*\((\w[^()]{3,60})\)")
_GREEK_ARTICLE = re.compile(r"^(?:ο|η|οι|του|της)\s+(?=[Α-ΩΆ-Ώ])")
_MARKS = " \t,;:|/•·–—-\"*_”“„'’()[]「」【】〔〕<>»›"
# "Ann Roe at" 10:00
_LOOSE_END = re.compile(r"(?:\s(?:at|on|in|um|am|le|il|el|den|kl|op|à|às|for|the|by))+$")
# What a name may end in with its full stop.
_INITIALS = re.compile(r"(?:^|[\s.])(?:\w|[JS]r)\.$")
_WRAPPED = re.compile(r"[(\[（【〔「]([^()\[\]（）【】〔〕「」]+)[)\]）】〕」]")
_END_OF_CREDIT = re.compile(r"[;|•\n]|\.\s")
# "Cairo - Ann Roe", "Madrid | Ana Ruiz"
_DATELINE = re.compile(
    r"^\s*(?:[^\W\d]+\s[-–—|]\s(?=[^\W\d]+\s[^\W\d]+$)"
    r"|[ء-ي]+(?:\s[ء-ي]+)?\s[-–—|]\s(?=[ء-ي]+(?:\s[ء-ي]+){1,3}$))"
)
_SPACED = re.compile(r"(?<!\S)([一-鿿])\s([一-鿿])(?!\S)")
# "부산=홍길동 기자"
_KOREAN_PLACE = re.compile(r"(?<![가-힣])[가-힣]{2,4}\s?[=＝]\s?(?=[가-힣]{2,4}\s(?:선임|수습)?기자)")
_NOT_THE_WRITER = "\x00"


def open_byline(text: str) -> tuple[str, bool]:
    """The text without "By" and its kin before it, and whether there was one."""
    found = False
    for _ in range(4):
        match = credits.OPENING.match(text)
        if not match or not match[0].strip():
            break
        rest = text[match.end() :]
        if not rest.strip():
            break
        text, found = rest, found or bool(re.search(r"\w", match[0]))
    return text.strip(" \t:：-–—|•·,"), found


def names_in(byline: str, *, papers: frozenset[str] = frozenset(), with_agencies: bool = False) -> list[str]:
    """The names of people in a byline or an author's entry, in its order; ``papers`` (folded names) are left out,
    and agencies too, unless they are wanted ``with_agencies``, as written.

    >>> names_in("By Jane Smith, John O'Neil and Mary-Ann Lee, Political Correspondent")
    ['Jane Smith', "John O'Neil", 'Mary-Ann Lee']
    >>> names_in("von Karl Meier (dpa) und Anna Huber / Berlin")
    ['Karl Meier', 'Anna Huber']
    """
    if byline.lstrip().startswith(("http://", "https://", "//", "/")):
        return []
    text = _SITE_OF.sub(
        lambda found: found[1] if is_full_name(found[1]) else found[0], _HANDLE.sub(" ", byline[:_LONGEST_BYLINE])
    )
    text = _KOREAN_PLACE.sub("", text.replace("\u200b", "").replace("╱", "／"))
    names: list[str] = []
    for part in [part for own in _own(text) for piece in _split(own) for part in _side_by_side(piece)]:
        part = open_byline(part)[0].replace("\x01", " ")
        if credits.HAN.match(part):  # "南山 数码在线"
            part = " ".join(word for word in part.split() if not is_paper(word, papers)) or part
        if is_paper(part, papers):
            continue
        if agency_named(part):
            if with_agencies and part not in names:
                names.append(part)
            continue
        name, bare = drop_paper(clean_name(part) or "", papers), drop_paper(part, papers)
        if name.startswith(f"{bare} "):  # "News" of the paper's name was taken for a role
            name = bare
        is_other = (
            name.startswith("The ")
            or (name.startswith("O ") and name.count(" ") > 2)
            or (" " not in name and (name.isascii() or name.isupper()))
        )
        if name and names and " " in names[0] and (is_other or _FORMER.match(name) or holds_paper(name, papers)):
            continue  # a place, a role or an office: "Anna Huber / Berlin", "Ann Roe, former pilot"
        if name and not is_paper(name, papers) and not agency_named(name) and not is_desk(name) and name not in names:
            names.append(name)
        if len(names) == _MAX_NAMES:
            break
    return names


def _own(text: str) -> list[str]:
    """The parts of a byline that credit its writers: "Text: Ann Roe, Foto: Tom Alder" has one."""
    whole = _WRAPPED.fullmatch(text.strip())
    text = whole[1] if whole else text
    own: list[str] = []
    start, is_own = 0, True
    for match in [*credits.CREDIT.finditer(text), None]:
        piece = text[start : match.start() if match else len(text)]
        if not is_own:
            piece = _END_OF_CREDIT.split(piece, maxsplit=1)[1] if _END_OF_CREDIT.search(piece) else ""
        if piece.strip(_MARKS):
            own.append(credits.PLACE_OF_REPORT.sub("", _LABEL_AFTER.sub("", open_byline(_DATELINE.sub("", piece))[0])))
        if match:
            start, is_own = match.end(), match.lastgroup == "own"
    return own


def _side_by_side(part: str) -> list[str]:
    """The names in a part where nothing but a space stands between them, in Chinese and Korean."""
    words = credits.CJK_ROLE.sub("", credits.KOREAN_ROLE.sub("", part)).split()
    if len(words) > 2:  # 高 远 秦晓岚: print sets names of two signs as wide as those of three
        words = _SPACED.sub(r"\1\2", " ".join(words)).split()
    if len(words) < 2 or not credits.HAN.fullmatch("".join(words)):
        return [part]
    names = [word for word in words if 2 <= len(word) <= 3 and word[0] in credits.SURNAMES]
    if len(names) == len(words) or (names == words[-1:] and len(words[0]) > 3):
        return names
    return [part]


def _split(text: str) -> list[str]:
    """The parts of a byline: at separators always, at commas where what stands between them looks like names."""
    parts: list[str] = []
    if "(" in text or "（" in text or "[" in text:
        text = _PARENTHESIS.sub(_bracket, text)
    is_reversed = False
    for part in credits.BETWEEN.split(credits.WAW.sub(r"\1 / ", _TWO_SURNAMES.sub("\\1\x01\\2\x01\\3", text))):
        if _NOT_THE_WRITER in part:
            continue
        if "," not in part:
            parts.append(part)
            continue
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if (
            len(pieces) == 2
            and " " not in pieces[0]
            and len(pieces[1].split()) <= 2
            and not agency_named(pieces[0])
            and is_name(" ".join(reversed(pieces)))
            and not _is_place(pieces[1])
        ):
            parts.append(
                f"{pieces[1]} {pieces[0]}"
                if " " in pieces[1] or pieces[1].endswith(".") or is_reversed or not parts
                else pieces[0]
            )
            is_reversed = True
            continue
        for piece in pieces:
            # After the first name a comma parts names only where names of two words or agencies follow: else it is a
            # role or a place, and so is what follows it.
            if (
                not parts
                or (
                    is_name(piece)
                    and len(piece.split()) > 1
                    and (not piece[0].islower() or pieces[0][0].islower())
                    and not credits.ROLE.search(piece)
                )
                or agency_named(piece)
            ):
                parts.append(piece)
            elif not is_name(piece) and piece is not pieces[0]:
                break
            elif piece is pieces[0]:
                parts.append(piece)
            else:
                break
    return parts


def _bracket(match: re.Match[str]) -> str:
    """What is left of brackets: a comma, or else the mark of somebody who took the pictures."""
    return _NOT_THE_WRITER if credits.OTHERS.match(match[0].strip(" ([（")) else " , "


def _is_place(word: str) -> bool:
    """A single word after "Name," in capitals is a dateline: AFP, MANILA."""
    return word.isupper() and len(word) > 3


def clean_name(text: str) -> str | None:
    """A single name without roles, dates and marks around it; None where no name is left.

    >>> [clean_name(text) for text in ("Jane Smith, Editor", "구현모 기자", "@janesmith", "Staff", "JANE SMITH")]
    ['Jane Smith', '구현모', None, None, 'JANE SMITH']
    """
    text = " ".join(_HANDLE.sub(" ", text).split())
    text = credits.TITLE.sub("", _PARENTHESIS.sub(" ", text).strip(_MARKS))
    text = _SPACED.sub(r"\1\2", text) if len(text) == 3 else text
    if any(word.search(text) for word in (credits.OTHERS, credits.BUTTON, credits.NOBODY, credits.FIRM)):
        return None
    text = credits.CJK_ROLE.sub("", credits.KOREAN_ROLE.sub("", _GREEK_ARTICLE.sub("", text)))
    if " " in text and has_no_case(text[0]) and credits.NOBODY.match(text.rpartition(" ")[0]):
        return None  # "নিজস্ব প্রতিবেদক ফেনী", of a place
    if match := credits.TAIL.search(text):
        head = text[: match.start()].strip(" ,;:|/•·–—-")
        if match[0].lstrip(" ,(")[:1].isdigit() and head.count(" ") > 1 and month_of(head.rpartition(" ")[2]):
            head = head.rpartition(" ")[0]
        # "Jan van der Meer in Berlin" ends before "in"; "Metro Reporter" is nobody's name.
        text = head if " " in head or not head.isascii() or re.match(r"\s*[,(\[|–—\d]", match[0]) else ""
    words = text.split()
    if len(words) == 2 and words[1].isupper() and not text.isupper() and agency_named(words[1]):
        return None  # "Saltmere AFP"
    if len(words) > 2:
        # "Eric Tucker Associated Press", "Ann Roe AP Medical" Writer
        ends = [(end, count) for end in range(len(words), 2, -1) for count in (3, 2, 1) if end - count >= 2]
        for end, count in ends:
            named = " ".join(words[end - count : end])
            if agency_named(named) and (end == len(words) or count > 1 or named.isupper()):
                text = " ".join(words[: end - count])
                break
    text = _LOOSE_END.sub("", " ".join(text.split()).strip(' ,;:|/•·–—-"*”“„'))
    if not _INITIALS.search(text):
        text = text.rstrip(" .")
    if month_of(text) or is_weekday(text) or _is_day(fold_name(text).split()):
        return None
    is_place = text.casefold() in credits.PLACES
    if text.isupper():  # "NEW YORK DAILY" News
        is_place = f"{text} ".casefold().startswith(tuple(f"{place} " for place in credits.PLACES))
    return text if is_name(text) and not is_place else None


def _is_day(words: list[str]) -> bool:
    """Whether words are like "Sat Nov", the rest of a date whose numbers were cut off."""
    return len(words) == 2 and words[0] in _DAYS and words[1] in _SHORT_MONTHS


def is_name(text: str) -> bool:
    """Whether a text can be a person's name by its form: a few words of letters, not a sentence, not a stock word."""
    if (
        not 2 <= len(text) <= 60
        or credits.NOBODY.match(text)
        or _HOST_LIKE.match(text)
        or _HOST.search(text)
        or credits.LONG_HAN.search(text)
        or "的" in text[1:]
    ):
        return False
    words = text.split()
    if len(words) > 6 or any(char.isdigit() for char in text) or re.search(r"[<>{}=+*#_?!:%€$£©®™«»\\/\[\]|…]", text):
        return False
    letters = sum(char.isalpha() or unicodedata.category(char) in ("Mn", "Mc") for char in text)
    if letters < 2 or letters < len(text.replace(" ", "")) * 0.7:
        return False
    if text[0].isascii() and len(words) > 2 and text.islower():
        return False
    # In scripts with cases a name's words begin with a capital, but for its particles.
    cased = [word for word in words if word[0].lower() != word[0].upper() and word.lower() not in _PARTICLES]
    small = sum(word[0].islower() for word in cased)
    return not (cased and small and small * 2 >= len(cased) and len(words) > 2)


def is_full_name(text: str) -> bool:
    """Whether a text is two to four words with capitals that can be a name, and not all in capitals."""
    words = text.split()
    if not 2 <= len(words) <= 4 or words[0] == "The" or text.isupper() or not is_name(text):
        return False
    is_framed = words[0][0].isupper() and words[-1][0].isupper()
    return is_framed and all(word[0].isupper() or word in _PARTICLES for word in words[1:-1])
