"""From what a page says to an article: which source feeds which field, in which order of trust, and what cleans it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from itemloaders import ItemLoader
from itemloaders.processors import MapCompose

from project.addresses import site_of
from project.extraction import body
from project.extraction.byline import is_full_name
from project.extraction.dating.labels import of_change
from project.extraction.fields import tags
from project.extraction.fields.captions import caption, is_caption
from project.extraction.fields.date_lines import names_above_story, names_by_date
from project.extraction.fields.decide import Source, set_dates, set_title
from project.extraction.fields.descriptions import is_of_story, without_paper
from project.extraction.fields.evidence import Evidence, gather
from project.extraction.fields.nearby import bylines_near, dates_near
from project.extraction.fields.pictures import is_stand_in, picture
from project.extraction.fields.sections import (
    breadcrumb,
    keep_section,
    labelled_section,
    section_link,
    section_near,
    unless_button,
)
from project.extraction.fields.self_description import address_of, set_kind, set_language
from project.extraction.fields.shown_byline import (
    linked_authors,
    meta_authors,
    microdata,
    shown_bylines,
)
from project.extraction.fields.shown_dates import (
    dates_above_headline,
    dates_around,
    dates_by_headline,
    labelled_dates,
    lines_below,
    rdfa_dates,
    shown_dates,
    state_dates,
)
from project.extraction.fields.signatures import name_with_place, names_above, signature_of
from project.extraction.fields.writers import set_authors
from project.extraction.metatags import MODIFIED_NAME, PUBLISHED_NAME, SECTION_NAME
from project.extraction.names.offices import reason_of_paper
from project.extraction.page import Page
from project.folding import fold_name
from project.items import Article
from project.processors import (
    absolute,
    clean_text,
    cut,
    drop_placeholder,
    keep_picture,
    keep_tag,
    split_tags,
    take_first,
    unique,
)
from project.rules import SiteRules

_MAX_DESCRIPTION = 2000


def _meta(*names: str) -> Source:
    return f"meta {names[0]}", lambda page: page.head.first(*names)


def _metas(*names: str) -> Source:
    return f"meta {names[0]}", lambda page: page.head.every(*names)


class ArticleLoader(ItemLoader):
    """Loads the fields of an article that are texts: the first source in :attr:`ORDER` that has a value wins.

    A source's values go through the field's input processors; what they drop counts as not said. Fields that several
    sources decide together (title, authors, dates, language, access) have their rule in :mod:`.extraction.decide`
    and its kin, and their order of trust below.
    """

    default_item_class = dict
    default_input_processor = MapCompose(clean_text)
    default_output_processor = staticmethod(take_first)

    description_in = MapCompose(clean_text, drop_placeholder, cut(_MAX_DESCRIPTION), without_paper)
    section_in = MapCompose(clean_text, drop_placeholder, cut(100), keep_section)
    tags_in = MapCompose(clean_text, split_tags, drop_placeholder, keep_tag)
    tags_out = staticmethod(unique)
    image_url_in = MapCompose(clean_text, drop_placeholder, absolute, keep_picture)
    image_caption_in = MapCompose(clean_text, drop_placeholder, cut(1000))
    site_key_in = MapCompose(clean_text, cut(200))

    ORDER: ClassVar[dict[str, tuple[Source, ...]]] = {
        "description": (
            _meta("og:description"),
            ("json-ld description", lambda page: page.story.description),
            _meta("description"),
            _meta("twitter:description"),
            _meta("dc.description", "dcterms.abstract", "sailthru.description"),
            ("microdata description", lambda page: microdata(page, "description")),
        ),
        "section": (
            _meta("article:section"),
            ("json-ld articleSection", lambda page: page.story.section),
            _meta("parsely-section", "sailthru.section", "section", "dcterms.type.section", "cxenseparse:category",
            "dc.subject", "category", "content_category"),
            # "politics-2024" is a part of an address.
            ("meta named after it", lambda page: [v for v in page.head.named(SECTION_NAME) if v[:1].isupper()]),
            ("microdata articleSection", lambda page: microdata(page, "articlesection")),
            ("breadcrumb", lambda page: unless_button(breadcrumb(page))),
            ("label on the page", labelled_section),
            ("link", lambda page: unless_button(section_link(page))),
        ),
        "tags": (
            ("json-ld keywords", lambda page: page.story.keywords),
            _metas("article:tag"),
            _meta("news_keywords"),
            _meta("parsely-tags", "sailthru.tags", "cxenseparse:keywords"),
            _meta("keywords"),
            ("link tag", tags.marked_tags),
            ("link to tag", tags.tag_links),
            ("microdata keywords", lambda page: microdata(page, "keywords")),
            ("list on the page", tags.listed_tags),
            ("label on the page", tags.labelled_tags),
        ),
        "image_url": (
            _meta("og:image", "og:image:url", "og:image:secure_url"),
            ("json-ld image", lambda page: page.story.image),
            _meta("twitter:image", "twitter:image:src"),
            _meta("parsely-image-url", "sailthru.image.full", "thumbnail"),
            ("link image_src", lambda page: page.head.links.get("image_src")),
            ("picture", picture),
        ),
        "image_caption": (
            ("json-ld image", lambda page: page.story.caption),
            ("caption", caption),
            _meta("og:image:alt", "twitter:image:alt"),
        ),
        "site_key": (
            ("json-ld identifier", lambda page: page.story.identifier),
            _meta(
                "article:id", "articleid", "article_id", "article-id", "cxenseparse:articleid", "parsely-post-id",
                "content_id",
                "contentid", "brightspot.contentid", "story_id", "storyid", "post_id", "dable:item_id",
                "bt:contentid", "docid",
            ),
            ("data-article-id", lambda page: page.survey.keys),
        ),
    }  # fmt: skip
    # When several say when, the more exact wins (decide.set_dates): a zone before none, a time before a day.
    PUBLISHED: ClassVar[tuple[Source, ...]] = (
        ("json-ld datePublished", lambda page: page.story.published),
        _metas("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
        ("microdata datePublished", lambda page: microdata(page, "datepublished", "datecreated")),
        _metas(
            "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
            "published_time", "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created",
            "dcterms.date", "citation_publication_date",
            "article.published", "article_date_original", "originalpublicationdate", "date_published",
            "datepublished", "iso-8601-publish-date", "ptime",
            "vr:published_time", "dable:published_time", "firstcreated", "shareaholic:article_published_time",
            "article.created", "created",
        ),
        _metas("dc.date", "dc:date", "date", "pub_date", "publication_date", "rnews:datepublished", "last-published"),
        ("meta named after it", lambda page: page.head.named(PUBLISHED_NAME)),
        ("rdfa", rdfa_dates),
        ("line by the headline", dates_by_headline),
        ("label on the page", labelled_dates),
        ("line above the headline", dates_above_headline),
        ("page", shown_dates),
        ("page state", state_dates),
        ("line on the page", dates_around),
    )  # fmt: skip
    MODIFIED: ClassVar[tuple[Source, ...]] = (
        ("json-ld dateModified", lambda page: page.story.modified),
        _metas("article:modified_time", "og:updated_time", "article:modified", "og:modified_time", "lastmod",
        "last-modified", "dcterms.modified",
              "dc.date.modified", "cxenseparse:modifiedtime", "article.updated", "revision_date", "date_modified",
              "updated_time"),
        ("microdata dateModified", lambda page: microdata(page, "datemodified")),
        ("meta named after it", lambda page: page.head.named(MODIFIED_NAME)),
        ("rdfa", lambda page: rdfa_dates(page, modified=True)),
        ("page", lambda page: shown_dates(page, modified=True)),
        ("line by the headline", lambda page: of_change(dates_near(*page.near))),
    )  # fmt: skip
    # People before papers and agencies, markup before the visible byline (writers.set_authors).
    AUTHORS: ClassVar[tuple[Source, ...]] = (
        ("json-ld author", lambda page: page.story.people),
        ("meta author", meta_authors),
        ("microdata author", lambda page: microdata(page, "author", "creator")),
        ("byline", shown_bylines),
        ("line by the headline", lambda page: bylines_near(*page.near, page.papers)),
        ("link to an author", linked_authors),
        ("signature", lambda page: page.signature),
        ("line above the story", lambda page: page.name_with_place),
        ("line by the date", lambda page: names_by_date(lines_below(page), page.papers, page.text)),
        ("name above the story", lambda page: names_above_story(page.near[1], page.head.title, page.text)),
        ("any byline", lambda page: shown_bylines(page, sure=False)),
        ("json-ld organisation", lambda page: page.story.organisations),
    )
    CANONICAL: ClassVar[tuple[Source, ...]] = (
        ("link canonical", lambda page: page.head.links.get("canonical")),
        ("meta og:url", lambda page: page.head.every("og:url")),
        ("json-ld url", lambda page: [page.story.url] if page.story.url else []),
    )

    def load_field(self, article: Article, field: str, page: Evidence, keep: Callable[[Any], Any] = bool) -> None:
        """Set a field of the article by the first source that says something worth keeping."""
        for source, read in self.ORDER[field]:
            if said := read(page):
                self.replace_value(field, said)
                if (value := self.get_output_value(field)) and keep(value):
                    setattr(article, field, value)
                    article.sources[field] = source
                    return


def load_article(
    page: Page, rules: SiteRules, *, found_url: str = "", by_hand: bool = False, now: datetime | None = None
) -> Article:
    """Everything that a page says about its story: fields, their sources, blocks, type of page, access. Pure, as long
    as ``now`` is given: the moment that the page came, the present by default. No date lies after it.

    The texts of blocks that are no part of the story carry their reason.
    """
    if rules.story_css or rules.drop_css:
        page.mark(rules.story_css, rules.drop_css)
    evidence = gather(page, rules, now or datetime.now(UTC))
    url, url_source = address_of(evidence, ArticleLoader.CANONICAL)
    article = Article(url=url, site=site_of(url), found_url=found_url or page.url, final_url=page.url, by_hand=by_hand)
    sources = article.sources
    if url_source:
        sources["url"] = url_source
    loader = ArticleLoader(base_url=page.base_url, papers=evidence.papers)
    for field in ("description", "section", "site_key"):
        loader.load_field(article, field, evidence)
    set_title(article, evidence)
    if article.section is None and (section := keep_section(unless_button(section_near(evidence)) or "")):
        article.section, sources["section"] = section, "line by the headline"
    story = evidence.story
    article.blocks = body.find_story(
        page, article.title or None, story.body, article.description, answers=story.answers
    )
    for block in article.blocks:
        if block.kind == "heading":
            block.reason = block.reason or reason_of_paper(block.text, evidence.papers)
    if page.blocks.truncated:
        sources["text"] = "the beginning of a page that is too long"
    evidence.around = "\n".join(block.text for block in article.blocks)
    evidence.signature = signature_of(article.blocks, page.blocks)
    evidence.name_with_place = name_with_place(article.blocks)
    evidence.names_above = names_above(article.blocks, page.blocks, article.title, evidence.papers)
    evidence.text = "\n".join(article.paragraphs)
    set_language(article, evidence)
    set_authors(article, evidence, ArticleLoader.AUTHORS)
    _set_what_is_of_story(article, evidence, loader)
    set_dates(article, evidence, ArticleLoader.PUBLISHED, ArticleLoader.MODIFIED)
    set_kind(article, evidence)
    return article


def _set_what_is_of_story(article: Article, page: Evidence, loader: ArticleLoader) -> None:
    """Description, tags, picture and caption, unless they are the paper's: that shows when the story is known."""

    def is_told(description: str) -> bool:
        return is_of_story(description, article.title, page.text, article.authors, page.papers)

    def find_topics(names: list[str]) -> list[str]:
        return tags.topics(names, article.section, *article.authors, *page.papers)

    if article.section and fold_name(article.section) in map(fold_name, filter(is_full_name, article.authors)):
        article.section = None
        del article.sources["section"]
    if article.description and not is_told(article.description):
        article.description = ""
        del article.sources["description"]
        loader.load_field(article, "description", page, is_told)
    loader.load_field(article, "tags", page, find_topics)
    article.tags = find_topics(article.tags)
    if article.tags:
        loader.replace_value("tags", tags.shown_tags(page))
        if shown := tags.completed(article.tags, find_topics(loader.get_output_value("tags") or [])):
            article.tags, article.sources["tags"] = shown, "list on the page"
    loader.load_field(article, "image_url", page, lambda url: not is_stand_in(url, page.papers))
    loader.load_field(article, "image_caption", page, lambda text: is_caption(text, article.title, page.papers))
