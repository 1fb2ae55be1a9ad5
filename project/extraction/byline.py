"""Bylines: who wrote it, told apart from roles, places, dates, handles, papers and agencies, in the usual scripts."""

from __future__ import annotations

import re
import unicodedata

from project.extraction.agencies import agencies_in, agency_named, fold

_LONGEST_BYLINE = 600
_MAX_NAMES = 25

# What stands before the names: "By", "Von", "Par", "Автор:", "文：". Applied until nothing more goes.
_OPENING = re.compile(
    r"^[\s\-–—|•·*:,(\[/]*(?:"
    r"(?:(?:story|text|report(?:ed|ing|s)?|written|words|analysis|opinion|commentary|review|interview|exclusive|posted|published|updated"
    r"|created|compiled|edited|artículo|texto|ein (?:artikel|beitrag|gastbeitrag|kommentar|interview)"
    r"|eine (?:analyse|reportage)"
    r"|(?:gast)?beitrag|bericht|kommentar|analyse|propos recueillis|article|skrevet|testo|publié|publicado"
    r"|publicato)\s+)?"
    r"(?:by|von|vom|par|por|de|di|da|door|af|av|od|autor\w*|przez|szerző|írta|yazan|oleh)\b(?=[\s:.])\s*[:.]?"
    r"|(?:authors?|autore?s?|autor(?:en|in|innen)?|auteurs?|autrice|escrito por|text|texte|texto|tekst"
    r"|foto und text|text und foto|testo|written by"
    r"|skribent|journalist|reporter|redaktion|redakcja|redacción|verfasst|penulis|yazar|haber|kaynak|source|editor|editors|credit"
    r"|forfatter|skrevet av|tekst og foto|toimittaja|teksti|kirjoittaja|tác giả|автор[ыа]?|текст"
    r"|подготовил[аи]?|беседовал[аи]?|записал[аи]?|материал подготовил[аи]?"
    r"|журналист|корреспондент|συντάκτης|γράφει|του|της|επιμέλεια|κείμενο|ρεπορτάζ|مقالة|كتب|كتبت|بقلم|إعداد|المصدر|الكاتب|نویسنده|מאת|כתב|כתבת"
    r"|作者|文|記者|记者|撰文|文章|来源|來源|責任編輯|编辑|編輯|文／|文/|文・|取材・文|글|기자|लेखक|द्वारा|เรื่องโดย|โดย|ผู้เขียน)\s*[:：／・]\s*"
    r"|(?:written|reported|posted)\s+by\s+|(?:γράφει|γράφουν)\s+(?:ο|η|οι)\s+|(?:του|της)\s+(?=[Α-ΩΆ-Ώ])|(?:بقلم|كتب|كتبت|מאת)\s+|记者\s*|記者\s*|本报记者\s*|本報記者\s*|【?文\s+|โดย\s*"
    r")",
    re.IGNORECASE,
)
# Between two names.
_BETWEEN = re.compile(
    r"\s*(?:;|\||•|·|／|\s/\s|/|、|，|＆|\s&\s|\s\+\s|\n|\t|\s[–—]\s|\s-\s"
    r"|\s+(?:and|und|et|y|e|i|og|och|en|ja|ve|dan|và|и|та|και|و|sowie|plus|with|mit|avec|con|med|és|a"
    r"|in collaboration with|ו)\s+"
    r"|\s+ו(?=[א-ת]{2})|,\s*(?:and|und|et|y|e|og|och|en|ve|dan|&)\s+)\s*",
    re.IGNORECASE,
)
# What ends a name: a role, a place of work, a date, a handle begins here.
_ROLE_WORDS = (
    r"reporters?|correspondents?|editors?|editor-in-chief|writers?|journalists?|columnists?|staff|contributors?|bureau|chief|producers?"
    r"|political|senior|deputy|associate|special|freelance|managing|sports?|business|news|foreign|national|international|digital|crime|health|education|science|consumer"
    r"|photograph\w*|analyst|professor|research\w*|director|author|founder|host|desk|presenter|anchor|intern|lecturer|fellow|expert|economist|critic|blogger"
    r"|redakteur\w*|redaktion\w*|korrespondent\w*|reporterin|journalistin|volont\w*|chefredakteur\w*|autorin|ressortleit\w*|mitarbeiter\w*|praktikant\w*|stv|leit\w*"
    r"|journaliste|rédacteur|rédactrice|rédaction|correspondant\w*|envoyée?|chroniqueu\w*|periodista|redactor\w*|corresponsal|enviad\w*|colaborador\w*"
    r"|giornalista|redazione|corrispondente|inviat\w*|redaktör|nyheter|dziennikarz\w*|redaktor\w*|журналист\w*|корреспондент\w*|обозреватель|редактор\w*|собкор"
    r"|muhabir\w*|editör\w*|wartawan|jurnalis|profesorius|profesor\w*|docent\w*|universit\w*|institut\w*|ministe\w*|president|präsident\w*|mp|md|phd|dr|ceo"
)
_TAIL = re.compile(
    r"(?:\s*[,(\[|–—]|\s-|\s{2,}|\s)\s*(?:(?:"
    + _ROLE_WORDS
    + r")\b|(?:for|in|at|on|from|of|aus|bei|für|à|chez|en|pour|para|dal?|nostr[ao]|unser\w*|notre|our)\s+\S|@\w"
    r"|https?:|www\.|\S+@\S+|\d"
    r"|(?:published|posted|updated|date|data|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b).*$"
    r"|(?<=[a-zà-ÿа-яα-ω]{3})\.\s.*$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL_AFTER_COMMA = re.compile(r"\s*[,(\[].*$", re.DOTALL)
_PARENTHESIS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,80}[)\]）】]?\s*")
_KOREAN_ROLE = re.compile(
    r"\s*(?:선임|수습|객원|인턴|전문|논설)?\s*(?:기자|특파원|위원|논설위원|교수|앵커|PD|에디터)(?:\s*외\s*\d+명)?\s*$"
)
_CJK_ROLE = re.compile(
    r"(?:記者|记者|編集委員|论说委员|論説委員|特派員|通讯员|通訊員|撰稿|報導|报道|編輯|编辑|実習|综合报道|綜合報導|さん|氏|/文|／文)\s*$"
)
# A label of what stands next: "林宜靜 文字大小：".
_LABEL_AFTER = re.compile(r"\s+[^\s:：]{1,12}\s?[:：](?!\s*\w).*$")
# No Chinese, Japanese or Korean name has more characters: it is a sentence.
_LONG_HAN = re.compile(r"[一-鿿가-힯]{7}")
_HANDLE = re.compile(r"(?:\s|^)[@＠]\w[\w.]*|\S+@\S+\.\w+|https?://\S+|\bwww\.\S+")
_NOT_A_NAME = re.compile(
    r"^(?:by|von|par|por|.{0,30}\bstaff|admin\w*|administrator|webmaster|editors?|editorial(?: (?:team|staff"
    r"|board|desk))?"
    r"|staff(?: (?:writer|reporter|report)s?)?|news ?(?:room|desk|team)?|guest(?: (?:author|contributor|writer))?"
    r"|author|autor|reporter|redaktion|redaction|redacción|redazione|la rédaction|rédaction|redakcja|redakce"
    r"|redaktionen|unknown|anonymous|n/?a|null|none|undefined|user|root|wp ?admin|web ?(?:desk|team)?"
    r"|online(?: ?redaktion)?|team|press release|pressemitteilung|advertorial|sponsored|contributor"
    r"|contributors|agencies|agency|wires?|wire services?|various|desk|developer|.* developer|archive|archiv"
    r"|copyright|more|follow|share|comments?"
    r"|published|updated|posted|min read|photo|foto|video|facebook|twitter|home|subscribe|newsletter"
    r"|all rights reserved|login|related|read more|admin user|super user|tags?|source|ειδήσεις|редакция|編集部|编辑部"
    r"|編輯部|編輯|온라인뉴스팀|디지털뉴스팀)$",
    re.IGNORECASE,
)  # fmt: skip
_DESK = re.compile(
    r"\b(?:redaktion(?:en)?|redacción|redazione|rédaction|redakcja|redactie|redação"
    r"|haber merkezi)\b|编辑部|編集部|編輯部|редакция",
    re.IGNORECASE,
)
_HOST_LIKE = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}$", re.IGNORECASE)
_PARTICLES = frozenset(
    (
        "de da di do dos das del della van von der den zu la le el al bin ibn ben y e af av ter"
        " ten te du i ap o' mc und of the"
    ).split()
)
_INITIALS = re.compile(r"^[A-Z]{1,3}\.$")
_DEGREE = re.compile(r"^(?:dr|prof|mag|dipl|ing|sir|mr|mrs|ms|herr|frau|hon|rev)\.?\s+", re.IGNORECASE)


def open_byline(text: str) -> tuple[str, bool]:
    """The text without "By" and its kin before it, and whether there was one."""
    found = False
    for _ in range(4):
        match = _OPENING.match(text)
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
    text = _HANDLE.sub(" ", byline[:_LONGEST_BYLINE]).replace("\u200b", "")
    text = _LABEL_AFTER.sub("", open_byline(text)[0])
    names: list[str] = []
    for part in _split(text):
        part, _ = open_byline(part)
        if agency_named(part):
            if with_agencies and part not in names:
                names.append(part)
            continue
        name = clean_name(part)
        if name and names and " " in names[0] and " " not in name and name.isascii():
            continue  # a place or a role: "Anna Huber / Berlin"
        if name and not is_paper(name, papers) and not agency_named(name) and not is_desk(name) and name not in names:
            names.append(name)
        if len(names) == _MAX_NAMES:
            break
    return names


def _split(text: str) -> list[str]:
    """The parts of a byline: at separators always, at commas where what stands between them looks like names."""
    parts: list[str] = []
    for part in _BETWEEN.split(_PARENTHESIS.sub(" , ", text) if "(" in text or "（" in text or "[" in text else text):
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
                f"{pieces[1]} {pieces[0]}" if " " in pieces[1] or pieces[1].endswith(".") or parts == [] else pieces[0]
            )
            continue
        for piece in pieces:
            # After the first name a comma parts names only where names of two words or agencies follow: else it is a
            # role or a place, and so is what follows it.
            if (
                not parts
                or (
                    is_name(piece)
                    and len(piece.split()) > 1
                    and not re.search(rf"\b(?:{_ROLE_WORDS})\b", piece, re.IGNORECASE)
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


def _is_place(word: str) -> bool:
    """A single word after "Name," in capitals is a dateline: AFP, MANILA."""
    return word.isupper() and len(word) > 3


def clean_name(text: str) -> str | None:
    """A single name without roles, dates and marks around it; None where no name is left.

    >>> [clean_name(text) for text in ("Jane Smith, Editor", "구현모 기자", "@janesmith", "Staff", "JANE SMITH")]
    ['Jane Smith', '구현모', None, None, 'JANE SMITH']
    """
    text = " ".join(_HANDLE.sub(" ", text).split())
    text = _PARENTHESIS.sub(" ", text).strip(" \t,;:|/•·–—-\"*_.”“„'’()[]「」")
    text = _KOREAN_ROLE.sub("", text)
    text = _CJK_ROLE.sub("", text)
    if match := _TAIL.search(text):
        head = text[: match.start()].strip(" ,;:|/•·–—-")
        # "Jan van der Meer in Berlin" ends before "in"; "Metro Reporter" is nobody's name.
        text = head if " " in head or not head.isascii() or re.match(r"\s*[,(\[|–—\d]", match[0]) else ""
    if (words := text.split()) and len(words) > 2:
        for count in (3, 2, 1):  # "Eric Tucker Associated Press"
            if len(words) - count >= 2 and agency_named(" ".join(words[-count:])):
                text = " ".join(words[:-count])
                break
    text = " ".join(_DEGREE.sub("", text).split()).strip(' ,;:|/•·–—-"*”“„')
    return text if is_name(text) else None


def is_name(text: str) -> bool:
    """Whether a text can be a person's name by its form: a few words of letters, not a sentence, not a stock word."""
    if not 2 <= len(text) <= 60 or _NOT_A_NAME.match(text) or _HOST_LIKE.match(text) or _LONG_HAN.search(text):
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


def is_desk(name: str) -> bool:
    """Whether a name is that of an editorial office: "Redaktion X", "BR24 Redaktion", "Sports Desk"."""
    return bool(_DESK.search(name)) and len(name) < 60


def is_paper(name: str, papers: frozenset[str]) -> bool:
    """Whether a name is one of the paper's own, ``papers`` being folded."""
    folded = fold(name)
    return bool(folded) and (folded in papers or folded.replace(" ", "") in papers)


def agencies_of(byline: str) -> list[str]:
    """The agencies that a byline names, under the archive's names for them.

    >>> agencies_of("By REUTERS")
    ['Reuters']
    """
    text, _ = open_byline(byline[:_LONGEST_BYLINE])
    found = agencies_in(text)
    for inner in re.findall(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]", text):
        found.extend(agencies_in(inner))
    return list(dict.fromkeys(found))


def signature_in(line: str) -> list[str]:
    """A story's last line, if it is a name and nothing else, as writers sign; in a list, or nothing.

    >>> signature_in("Lê Phương")
    ['Lê Phương']
    """
    if not 4 < len(line) < 40 or line.endswith((".", "!", "?", ":", "…")):
        return []
    return [line] if is_full_name(line) or is_desk(line) else []


def is_full_name(text: str) -> bool:
    """Whether a text is two to four words with capitals that can be a name, and not all in capitals."""
    words = text.split()
    return 2 <= len(words) <= 4 and is_name(text) and all(word[0].isupper() for word in words) and not text.isupper()
