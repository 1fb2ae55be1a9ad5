"""What stands at an address, as far as the address itself and the text of a link to it tell.

It is only a guess, made to fetch few needless pages; the page itself decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, urlsplit

from project.days import DD, MM, MONTH_NAME, YEAR
from project.discovery import paging
from project.discovery.calendars import is_calendar
from project.rules import SiteRules
from project.scripts import CJK, PHRASED

Kind = Literal[
    "article", "section", "tag", "author", "search", "gallery", "video", "live", "shop", "login", "front", "other",
    "archive", "feed", "file",
]  # fmt: skip
"""``archive``: a list of what appeared on a day or in a month. ``section``: anything that may list articles."""

TO_READ: frozenset[Kind] = frozenset({"article", "gallery", "video", "live"})
"""What may be a story: a gallery, a video page and a live blog may hold one, which only the page tells."""
NEVER_READ: frozenset[Kind] = frozenset({"tag", "author", "search", "shop", "login", "other"})
"""What is known from its address to be no article, and lists none that other pages do not list."""

# A segment of a path (or a query parameter) that says what a page is. By language: en de fr es it pt nl pl ru el tr sv.
_WORDS: dict[Kind, str] = {
    "tag": "tag tags topic topics thema themen stichwort schlagwort mot-cle sujet sujets etiqueta etiquetas tema temas "
    "argomenti keyword keywords hashtag label labels onderwerp onderwerpen temat tematy etykieta tagi etiket konu amne",
    "author": "author authors autor autoren autorin auteur auteurs autore autori autores profile profiles byline by "
    "journalist journalists journaliste reporter reporters staff contributor contributors columnist columnists "
    "redakteur avtor avtory yazar yazarlar redacteur people-profile writer writers user users",
    "search": "search suche suchen recherche rechercher buscar busca buscador cerca ricerca zoeken szukaj wyszukiwarka "
    "poisk arama sok find",
    "shop": "shop store boutique tienda negozio loja winkel sklep cart basket checkout warenkorb coupon coupons "
    "gutscheine gutschein voucher vouchers discount-codes promo-codes kiosk",
    "login": "login log-in logon signin sign-in sign_in signup sign-up register registration account my-account "
    "subscribe subscription subscriptions subscriber abo abos abonnement abonnements abonnieren abonner anmelden "
    "registrieren connexion inscription suscripcion suscribete suscribirse iniciar-sesion registro accedi abbonati "
    "logowanie prenumerata oauth auth logout password",
    "other": "about about-us contact contact-us contacts kontakt contacto contatti contato impressum imprint privacy "
    "privacy-policy datenschutz datenschutzerklaerung terms terms-of-use terms-and-conditions terms-of-service tos agb "
    "nutzungsbedingungen cookies cookie-policy cookie-settings help hilfe aide ayuda faq advertise advertising werbung "
    "publicidad mediadaten jobs careers karriere newsletter newsletters legal mentions-legales aviso-legal sitemap "
    "accessibility barrierefreiheit feedback comments kommentare games spiele crossword sudoku horoscope "
    "horoscopes horoskop weather wetter meteo tv-programm tv-guide fernsehprogramm classifieds kleinanzeigen e-paper "
    "epaper print-edition share print forum forums community apps widget widgets embed wp-login.php wp-admin wp-json "
    "cdn-cgi",
    "gallery": "gallery galleries photos photo-gallery photogallery photo-essay pictures picture-gallery slideshow "
    "slideshows bildergalerie bilder bilderstrecke fotostrecke fotos foto galerie galeries galeria fotogaleria "
    "diaporama diaporamas fotogalerie fotogallery imagenes image-gallery in-pictures fotoreportazh",
    "video": "video videos watch mediathek multimedia audio podcast podcasts vidéo clip clips tv-video webtv",
    "live": "live live-blog liveblog live-blogs live-updates liveticker live-ticker ticker en-direct direct "
    "minuto-a-minuto diretta ao-vivo minute-by-minute na-zywo",
    "section": "category categories kategorie rubrik rubriken rubrique section sections seccion categoria channel "
    "channels ressort rubric rubrika kategori dossier dossiers series news-archive latest latest-news most-read",
}
_KIND_OF_WORD: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_OF_LISTS = frozenset({"section", "tag", "author", "search"})
_SEARCH_PARAMETERS = frozenset({"q", "s", "query", "search", "keyword", "suche", "text"})
# "?print=1", "?view=print": a story once more, without the rest of its page.
_PRINT_PARAMETERS = frozenset({"print", "printable", "printview", "print_view"})
_ID_PARAMETERS = re.compile(
    r"(?:.*id|id_?(?:noticia|nota|articulo|art|news|post)|haber_?no|idx(?:_?no)?|p|n|nn|a|no|seq|article|story|news|item)$",
    re.IGNORECASE,
)

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|odt|epub|zip|rar|7z|gz|tgz|exe|dmg|apk|mp3|"
    r"mp4|m4a|m4v|ogg|ogv|wav|avi|mov|wmv|flv|webm|css|js|json|ics|woff2?|ttf|swf|txt|xml)$",
    re.IGNORECASE,
)
# "/2003/11/20/news/council.txt" was HTML for years, at hundreds of papers.
_TEXT_STORY = re.compile(rf"^(?!.*/(?:uploads?|files?|wp-content)/).*/{YEAR}/\d\d/\d\d/.*\.txt$", re.IGNORECASE)
_FEED_WORDS = ("rss", "feed", "atom", "rdf")
_FEED = re.compile(
    r"(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:[/._-]?(?:feed|index|news|all|full|\d+))?(?:\.(?:xml|rss|rdf|atom|json|php|aspx?))?/?$|"
    r"\.(?:rss|rdf|atom)$|/feed\.json$",
    re.IGNORECASE,
)
FEED_TEXT = re.compile(
    r"\W*(?:(?:news|web)?\s*feeds?|rss(?:[\s-]*feeds?)?|atom(?:[\s-]*feeds?)?|rdf|xml)\W*", re.IGNORECASE
)

# What holds nothing but stories, each under its key.
_STORIES = frozenset(
    "article articles story stories artikel articolo articoli noticia noticias nota notas haber".split()
)
# What holds stories under numbers of four digits that are no years.
_NUMBERED = _STORIES | frozenset(
    "news node novosti novost artykul artykuly aktualnosci wiadomosci wiadomosc zpravy clanek clanky hirek cikk stiri "
    "vijesti vesti nieuws nyheter uutiset haberler newsitem".split()
)
_SHORT_NUMBER = re.compile(rf"(?!{YEAR}$)\d{{4}}")
_EXTENSION = re.compile(r"\.(?:s?html?|txt|php\d?|aspx?|jsp|jsf|do|cms|ece|story|article|pl|cgi)$", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default|home|start|homepage)(?:\.\w+)?$", re.IGNORECASE)
# A story's number, or a key of letters and digits mixed: 48575106, AST1F4445T1FUTIL02SM, clymn8zyrp9o. Each run of
# characters is tried from its beginning only.
_NUMBER = re.compile(
    r"\d{5,}|(?<![a-f\d])(?=[a-f]*\d)(?=\d*[a-f])[a-f\d]{8,}|(?<![a-z])(?=[a-z\d]{10})[a-z]++\d++[a-z]++\d",
    re.IGNORECASE,
)
# Also "/14/05/2024/", "/24/05/14/", "/24nov2008/", and "/100523/Plus/" with a file in it.
_DATE_BEFORE = re.compile(
    rf"/(?:{YEAR}[/_-]?(?:\d\d?|[a-z]{{3}})(?:[/_-]?\d\d?)?|\d\d?([./-])\d\d?\1{YEAR}|[012]\d/{MM}/{DD}"
    rf"|\d\d?{MONTH_NAME}{YEAR}|[012]\d{MM}{DD}(?:/[^/]+)?(?=/[^/]+\.\w+$))/[^/]"
)
_ID = re.compile(r"(?=(?:[\w-]*?\d){3})[\w-]++")
# Whatever it is called: "?ud=20240501000123".
_LONG_ID = re.compile(r"[a-z]{0,3}\d{9,}", re.IGNORECASE)
_AMP = re.compile(r"[/.]amp/?$", re.IGNORECASE)
_FEED_FOLDER = re.compile(r"/(?:rss|feeds?)/", re.IGNORECASE)
# As long is a headline, and hardly ever the name of a section.
_LONG_TEXT_WORDS = 5
LONG_TEXT_CHARACTERS = 28
_LONG_TEXT_CJK = 10
_TITLE_WORDS = 3
_PHRASED = re.compile(f"[{PHRASED}]")


def is_feed(url: str) -> bool:
    """Whether an address ends as only those of feeds do."""
    lower = url.lower()
    return any(word in lower for word in _FEED_WORDS) and _FEED.search(url) is not None


# The menus of a site stand on each of its pages.
@lru_cache(maxsize=10_000)
def kind_of(url: str, text: str = "", rules: SiteRules = SiteRules()) -> Kind:
    """What stands at an address, as far as the address and the text of a link to it tell. Total.

    >>> kind_of("https://example.com/2014/02/12/ice-melts-in-the-north/"), kind_of("https://example.com/politics/")
    ('article', 'section')
    """
    if rules.not_article and re.search(rules.not_article, url):
        return "other"
    if rules.article and re.search(rules.article, url):
        return "article"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "other"
    path = _story_folder(_AMP.sub("", parts.path))
    parts = parts._replace(path=path)
    if len(path) <= 1 and not parts.query:
        return "front"
    if is_feed(path) or ((_FEED_FOLDER.search(path) or FEED_TEXT.fullmatch(text)) and not _looks_like_story(path)):
        return "feed"
    if _FILE.search(path) and not _TEXT_STORY.search(path):
        return "file"
    if is_calendar(path, parts.query):
        return "archive"
    return _kind_of_parts(parts, text)


def _story_folder(path: str) -> str:
    """A path without the name of a folder's file, where the folder is a story's: /2024/03/14/ice-melts/index.html."""
    folder, _, last = path.rpartition("/")
    return folder if _INDEX.fullmatch(last) and _is_surely_story(folder) else path


def _kind_of_parts(parts: SplitResult, text: str) -> Kind:
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    names = dict(parse_qsl(parts.query, keep_blank_values=True)) if parts.query else {}
    last = segments[-1] if segments else ""
    is_story = _looks_like_story(parts.path) or _has_id(names)
    if paging.is_paged(parts.path, () if is_story else names):
        segments = [segment for segment in segments if not segment.isdecimal()]
        is_story = False
    if not _PRINT_PARAMETERS.isdisjoint(names) or "print" in names.values():
        return "other"
    if not _SEARCH_PARAMETERS.isdisjoint(names) and not _has_id(names) and _kind_of_word(last) != "section":
        return "search"
    if segments and _INDEX.fullmatch(last) and not is_story:
        return "front" if len(segments) == 1 else "section"
    for position, segment in enumerate(segments):
        kind = _kind_of_word(segment)
        if kind is None or (kind == "section" and is_story):
            continue
        if kind in ("gallery", "video", "live"):
            return kind if is_story or position < len(segments) - 1 or is_headline(text) else "section"
        # "/topics/2014/02/12/ice-melts-in-the-north.html" is a story; "/login/…" and the last word itself never are.
        if kind == "search" or position == len(segments) - 1:
            return kind
        is_told = is_headline(text)
        if not (is_story or is_told) or (kind in ("login", "shop") and not is_story):
            return kind
        if kind in ("tag", "author", "login", "shop") and not is_told and not _is_surely_story(parts.path):
            return kind
        if kind == "shop" and not is_told:
            return kind
    if is_story or is_headline(text):
        return "article"
    return "section"


def _kind_of_word(segment: str) -> Kind | None:
    return _KIND_OF_WORD.get(segment) or _KIND_OF_WORD.get(_EXTENSION.sub("", segment))


def _looks_like_story(path: str) -> bool:
    """Whether a path is as only stories' are: a slug of words, a number, a date before it."""
    folder, _, last = path.rstrip("/").rpartition("/")
    bare = _EXTENSION.sub("", last)
    if _INDEX.fullmatch(last):
        return False
    above = folder.rpartition("/")[2].lower()
    if above in _STORIES and len(bare) > 5 and any(map(str.isdigit, bare)):
        return True
    if len(above) > 4 and above.isdecimal() and not any(map(_kind_of_word, folder.lower().split("/"))):
        return True
    if above in _NUMBERED and _SHORT_NUMBER.fullmatch(bare):
        return True
    words = [word for word in re.split(r"[-_.+,]|%20", bare) if word]
    return (
        len(words) >= 4
        or _NUMBER.search(bare) is not None
        or (len(bare) > 40 and "%" in bare)
        or _has_date_before(path, bare)
    )


def _is_surely_story(path: str) -> bool:
    last = _EXTENSION.sub("", path.rstrip("/").rpartition("/")[2])
    return len(re.split(r"[-_]", last)) >= 5 or _has_date_before(path, last)


def _has_date_before(path: str, last: str) -> bool:
    return bool(last) and _DATE_BEFORE.search(path) is not None


def _has_id(names: dict[str, str]) -> bool:
    """Whether a query has the number of a story, not that of a category as in ``?view=category&id=105``."""
    if any(_KIND_OF_WORD.get(value.lower()) in _OF_LISTS for value in names.values()):
        return False
    if names.get("view") == "article" and names.get("id", "")[:1].isdigit():  # Joomla's
        return True
    return any(
        (_ID_PARAMETERS.fullmatch(name) and _ID.fullmatch(value)) or _LONG_ID.fullmatch(value)
        for name, value in names.items()
    )


def is_headline(text: str) -> bool:
    """Whether the text of a link is a sentence rather than the name of a section.

    >>> [is_headline(text) for text in ("Ferries stop as the river rises", "ฝนถล่มน่าน น้ำป่าหลากเข้าบ้านเรือน 40 หลัง")]
    [True, True]
    """
    if len(text) < _LONG_TEXT_CJK:
        return False
    if len(CJK.findall(text)) >= _LONG_TEXT_CJK:
        return True
    has_words = len(text.split()) >= _LONG_TEXT_WORDS or _PHRASED.search(text) is not None
    return has_words and len(text) >= LONG_TEXT_CHARACTERS


def is_title(text: str) -> bool:
    """Whether the title of a page is rather a headline than the name of a section, which has one or two words.

    >>> is_title("Ferry crews strike"), is_title("Northern coast")
    (True, False)
    """
    return is_headline(text) or len(text.split()) >= _TITLE_WORDS
