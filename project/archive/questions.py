"""What people ask of the archive as a whole: how much there is, how complete it is, who copied, what was edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from project.addresses import canonical
from project.archive.crawl_models import Crawl, Site
from project.archive.filters import Filters, apply, named, sites_meant
from project.archive.models import DOUBTED, Article, Author, AuthorLink, Page, Revision
from project.found_via import A_SECTION
from project.items import PageState
from project.outcomes.reasons import ALIASES, BY_ADDRESS, OUTSIDE

# Neither aliases nor what no crawl asks for, nor the lists that one read (see spiders.documents); of the addresses of a
# story the one that its words come from.
_MAY_BE_STORY = and_(
    or_(Page.article_id.is_(None), Page.is_source),
    func.coalesce(Page.reason, "").not_in(ALIASES),
    or_(Page.state != "not_article", func.coalesce(Page.reason, "").not_like(f"%{BY_ADDRESS}")),
    or_(Page.found_via != A_SECTION, Page.article_id.is_not(None)),
)

STATES = get_args(PageState)


def knows_site(session: Session, given: str) -> bool:
    """Whether the archive has heard of a site, given by its name or an address on it."""
    names = sites_meant(given)
    columns = (Article.site, Page.site, Crawl.site, Site.site)
    return any(session.scalar(select(column).where(column.in_(names)).limit(1)) for column in columns)


def sites_with_articles(session: Session) -> Sequence[str]:
    """Their names."""
    return session.scalars(select(Article.site).distinct()).all()


def knows_author(session: Session, name: str) -> bool:
    """Whether an author has this whole name, in any case."""
    return session.scalar(named(name).limit(1)) is not None


def authors_like(session: Session, name: str) -> Sequence[str]:
    """Up to three names that hold these words, those of most articles first."""
    query = select(Author.name).join(AuthorLink, AuthorLink.author_id == Author.id).group_by(Author.id)
    for word in name.lower().split():
        query = query.where(func.instr(func.archive_lower(Author.name), word) > 0)
    return session.scalars(query.order_by(func.count().desc(), Author.name).limit(3)).all()


def knows_language(session: Session, code: str) -> bool:
    """Whether an article is in this language."""
    return session.scalar(select(1).where(Article.language == code.strip().lower()).limit(1)) is not None


def languages(session: Session) -> Sequence[str]:
    """The codes of the languages that articles are in."""
    query = select(Article.language).where(Article.language.is_not(None)).distinct().order_by(Article.language)
    return [code for code in session.scalars(query) if code]


@dataclass(frozen=True, slots=True)
class SiteCount:
    """A site's articles: how many, how many of them copies, how many without a date, their words, and the moments of
    the first and the last that has one; None where none has."""

    site: str
    articles: int
    copies: int
    undated: int
    words: int
    first: datetime | None
    last: datetime | None


def site_counts(session: Session, filters: Filters) -> list[SiteCount]:
    """One row a site, the largest first."""
    rows = session.execute(
        apply(
            select(
                Article.site,
                func.count(),
                func.count(Article.copy_of_id),
                func.count() - func.count(Article.published_at),
                func.sum(Article.word_count),
                func.min(Article.published_at),
                func.max(Article.published_at),
            ),
            filters,
        )
        .group_by(Article.site)
        .order_by(func.count().desc(), Article.site)
    )
    return [SiteCount(*row) for row in rows]


def articles_a_day(session: Session, filters: Filters) -> list[tuple[str, int]]:
    """(day as YYYY-MM-DD in UTC, articles), the oldest first; days without articles have no row, nor have articles
    without a date."""
    day = func.substr(func.cast(Article.published_at, Article.site.type), 1, 10)
    query = apply(select(day, func.count()), filters).where(Article.published_at.is_not(None))
    rows = session.execute(query.group_by(day).order_by(day))
    return [(name, count) for name, count in rows]


def states(session: Session, site: str | None = None) -> list[tuple[str, str, int]]:
    """(state, reason, pages) of the ledger, the most frequent first."""
    # It names the day of each page.
    is_outside = Page.reason.startswith(OUTSIDE, autoescape=True)
    reason = case((is_outside, OUTSIDE), else_=func.coalesce(Page.reason, ""))
    query = select(Page.state, reason, func.count()).group_by(Page.state, reason)
    if site:
        query = query.where(Page.site.in_(sites_meant(site)))
    return [(state, reason, count) for state, reason, count in session.execute(query.order_by(func.count().desc()))]


def coverage(
    session: Session, site: str, since: datetime | None, until: datetime | None
) -> list[tuple[str, list[int]]]:
    """A row a day: (day, [found, fetched, then one count for each of :data:`STATES`]).

    The day is that of the article where one is stored: a sitemap announces an old one anew whenever it is touched. Else
    it is the one that the sitemap or feed announced the page for, or the one it was found on, in UTC.

    A story counts once, under the address that its words come from; its other addresses, its further parts, the site's
    lists and what is no story by its address alone count nowhere. Fetched is what the site answered, whatever it said.
    """
    moment = func.coalesce(Article.published_at, Page.announced_at, Page.found_at)
    day = func.substr(func.cast(moment, Page.site.type), 1, 10)
    query = select(
        day,
        func.count(),
        func.count(Page.http_status),
        *(func.sum(case((Page.state == state, 1), else_=0)) for state in STATES),
    )
    query = query.outerjoin(Article, Page.article_id == Article.id)
    query = query.where(Page.site.in_(sites_meant(site)), _MAY_BE_STORY)
    if since:
        query = query.where(moment >= since)
    if until:
        query = query.where(moment < until)
    return [(row[0], list(row[1:])) for row in session.execute(query.group_by(day).order_by(day))]


def republished(session: Session, filters: Filters) -> list[tuple[str, str, str, int, float]]:
    """(original's site, copying site, kind, copies, mean share): who republished whom, the most frequent first.

    ``filters`` are those of the copies.
    """
    original = aliased(Article)
    query = apply(
        select(original.site, Article.site, Article.copy_kind, func.count(), func.avg(Article.copy_score)), filters
    ).join(original, Article.copy_of_id == original.id)
    rows = session.execute(
        query.group_by(original.site, Article.site, Article.copy_kind).order_by(func.count().desc(), original.site)
    )
    return [(source, site, kind or "", count, share or 0.0) for source, site, kind, count, share in rows]


def edits(session: Session, filters: Filters, *, silent: bool = False) -> Iterator[tuple[Revision, Article]]:
    """Revisions with their articles, the newest first, those of copies too: who edits a wire story is worth knowing.
    ``since`` and ``until`` count from when the edit was seen."""
    of_any_time = replace(filters, since=None, until=None, copies=True)
    query = apply(select(Revision, Article).join(Article, Revision.article_id == Article.id), of_any_time)
    query = query.where(Revision.kind != DOUBTED)
    if filters.since:
        query = query.where(Revision.seen_at >= filters.since)
    if filters.until:
        query = query.where(Revision.seen_at < filters.until)
    if silent:
        query = query.where(Revision.silent)
    query = query.order_by(Revision.seen_at.desc(), Revision.id.desc())
    rows = session.execute(query.execution_options(yield_per=200))
    yield from ((revision, article) for revision, article in rows)


def taken_down(session: Session, filters: Filters) -> Iterator[Article]:
    """Articles that their sites had taken down, copies too, the last first. ``since`` and ``until`` count from when
    that was seen."""
    of_any_time = replace(filters, since=None, until=None, copies=True)
    # Its pages tell by an index which articles these may be.
    sites = sites_meant(filters.site) if filters.site else select(Article.site).distinct()
    gone = select(Page.article_id).where(Page.site.in_(sites), Page.state == "gone", Page.article_id.is_not(None))
    query = apply(select(Article), of_any_time).where(Article.id.in_(gone), Article.gone_at.is_not(None))
    if filters.since:
        query = query.where(Article.gone_at >= filters.since)
    if filters.until:
        query = query.where(Article.gone_at < filters.until)
    query = query.order_by(Article.gone_at.desc(), Article.id.desc())
    yield from session.scalars(query.execution_options(yield_per=200))


def find_page(session: Session, url: str) -> Page | None:
    """The ledger's row of an address, in any spelling, also without its scheme."""
    return session.scalar(select(Page).where(Page.url == _key(url)))


def find_article(session: Session, id_or_url: str) -> Article | None:
    """The stored article with this number, or at this address: any of its addresses, as in :func:`find_page`."""
    if id_or_url.isascii() and id_or_url.isdecimal():
        return session.get(Article, int(id_or_url)) if len(id_or_url) < 19 else None
    if found := session.scalar(select(Article).where(Article.url == id_or_url)):
        return found
    return session.scalar(select(Article).join(Page, Page.article_id == Article.id).where(Page.url == _key(id_or_url)))


def _key(url: str) -> str:
    return canonical(url if "://" in url else f"https://{url.strip()}")
