"""Boilerplate that no phrase table knows: the blocks that one site repeats in article after article.

Only fingerprints are counted, and always over the whole site: what is learned depends on which articles there are, not
on the order in which they came, nor on how often a crawl was stopped. Several articles of one story count once, and so
does a block that recurs inside one of them. What only the articles of a column have in common is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from project.archive import copies
from project.archive.engine import Archive
from project.archive.judged_again import judge_again
from project.archive.models import Article, BlockPrint, DroppedBlock, SiteBlock
from project.archive.overlap import signature
from project.archive.statements import Driver, Statement, driver_of
from project.boilerplate.reasons import is_repeated, repeated_on
from project.boilerplate.repeated import LEAST, Prints, boilerplate_of, together
from project.briefs import is_too_little
from project.folding import fingerprint
from project.items import Ahead, Block

_BATCH = 100
# Taking boilerplate out can part two stories that only shared it, and so teach a little more.
_MOST_ROUNDS = 3

_PRINT = Statement(
    text(
        "INSERT INTO block_prints (article_id, site, fingerprints, repeated) "
        "VALUES (:article_id, :site, :prints, :repeated) "
        "ON CONFLICT (article_id) DO UPDATE SET site = :site, fingerprints = :prints, repeated = :repeated"
    )
)
_LEARNED = Statement(
    text("SELECT fingerprint, articles FROM site_blocks WHERE site = :site AND learned AND NOT pardoned")
)
_MAY_TEACH = Statement(
    text(
        "SELECT site FROM block_prints WHERE site IN (SELECT value FROM json_each(:sites)) "
        "GROUP BY site HAVING count(*) >= :least OR max(instr(repeated, x'01')) "
        "UNION SELECT site FROM site_blocks WHERE site IN (SELECT value FROM json_each(:sites))"
    )
)
_COPIES = select(Article.id, Article.copy_of_id).where(
    Article.site == bindparam("site"), Article.copy_of_id.is_not(None)
)
_BY_DATE = select(Article.id).where(Article.site == bindparam("site")).order_by(Article.dated_at, Article.id)
_TITLES = text("SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(:ids))")


@dataclass(frozen=True, slots=True)
class _Printed:
    """The fingerprints of one article's blocks, and which of them were dropped as repeated."""

    article_id: int
    prints: Prints
    repeated: NDArray[np.bool_]

    def wanted(self, learned: Prints) -> NDArray[np.bool_]:
        """Which blocks should be dropped: all that are learned, but never the whole article, nor so much of it that too
        little is left, which only its text tells."""
        wanted: NDArray[np.bool_] = np.isin(self.prints, learned)
        return np.zeros(len(wanted), bool) if wanted.all() else wanted


def count_blocks(
    driver: Driver, article_id: int, site: str, blocks: Sequence[Block], ahead: Ahead | None = None
) -> None:
    """Remember the fingerprints of an article's blocks, in place of those that were known of it.

    Blocks that another rule dropped do not count: it takes them out of the next article, too.
    """
    counted = [n for n, block in enumerate(blocks) if block.reason is None or is_repeated(block.reason)]
    values = [ahead.prints[n] if ahead else fingerprint(blocks[n].text) for n in counted]
    repeated = bytes(blocks[n].reason is not None for n in counted)
    row = {"article_id": article_id, "site": site, "prints": np.array(values, "<i8").tobytes(), "repeated": repeated}
    _PRINT.run(driver, row)


def learned(session: Session, site: str) -> dict[int, int]:
    """Fingerprint -> number of different articles, of the blocks that are dropped from this site's articles."""
    return dict(_LEARNED.run(driver_of(session), {"site": site}))


def worth_a_sweep(session: Session, sites: Iterable[str]) -> list[str]:
    """Those of the sites, in order, where a sweep can change anything: most of many sites gave too few articles."""
    found = _MAY_TEACH.run(driver_of(session), {"sites": json.dumps(list(sites)), "least": LEAST.articles})
    return sorted(site for (site,) in found)


def sweep(archive: Archive, site: str) -> int:
    """Learn a site's boilerplate anew, take it out of its articles, and put back what is no longer learned.

    No revision comes of it, and one that was nothing else goes. Works in short transactions; one that is stopped in the
    middle is finished by the next. Returns how many articles changed.
    """
    changed = 0
    for _ in range(_MOST_ROUNDS):
        with archive.read() as session:
            printed = list(_prints(session, site))
            found = _find(session, site, printed)
        with archive.write() as session:
            _remember(session, site, found)
        amount = _apply(archive, site, printed)
        changed += amount
        if not amount:
            break
    return changed


def _find(session: Session, site: str, printed: Sequence[_Printed]) -> dict[int, int]:
    """Fingerprint -> number of stories, of what is boilerplate on a site."""
    originals = {row.id: row.copy_of_id for row in session.execute(_COPIES, {"site": site})}
    places = {number: place for place, number in enumerate(session.scalars(_BY_DATE, {"site": site}))}
    by_date = sorted(printed, key=lambda one: places.get(one.article_id, 0))
    stories = [(one.article_id, originals.get(one.article_id, one.article_id), one.prints) for one in by_date]
    return boilerplate_of(stories, partial(_titles, session))


def _titles(session: Session, numbers: set[int]) -> dict[int, str]:
    rows = session.execute(_TITLES, {"ids": json.dumps(sorted(numbers))})
    return {row.id: row.title for row in rows}


def pardon(archive: Archive, block_id: int) -> int:
    """Put a learned block back into every article of its site, and never learn it again.

    Returns how many articles changed. Raises :class:`KeyError` when there is no such block.
    """
    with archive.write() as session:
        site = session.scalar(select(SiteBlock.site).where(SiteBlock.id == block_id))
        if site is None:
            raise KeyError(block_id)
        session.execute(update(SiteBlock).where(SiteBlock.id == block_id).values(pardoned=True))
        printed = list(_prints(session, site))
    return _apply(archive, site, printed)


def _prints(session: Session, site: str, article_ids: Sequence[int] | None = None) -> Iterator[_Printed]:
    query = select(BlockPrint.article_id, BlockPrint.fingerprints, BlockPrint.repeated).where(BlockPrint.site == site)
    if article_ids is not None:
        query = query.where(BlockPrint.article_id.in_(article_ids))
    for article_id, prints, repeated in session.execute(query):
        yield _Printed(article_id, np.frombuffer(prints, "<i8"), np.frombuffer(repeated, np.bool_))


def _remember(session: Session, site: str, found: dict[int, int]) -> None:
    """Bring a site's rows in line with what is repeated there now; pardoned ones stay."""
    known = {row.fingerprint: row for row in session.scalars(select(SiteBlock).where(SiteBlock.site == site))}
    for value, row in known.items():
        if value in found:
            row.articles, row.learned = found[value], True
        elif row.pardoned:
            row.learned = False
        else:
            session.delete(row)
    new = found.keys() - known.keys()
    examples = _examples(session, site, new) if new else {}
    for value in sorted(new):
        session.add(
            SiteBlock(
                site=site,
                fingerprint=value,
                articles=found[value],
                example=examples.get(value),
                learned=True,
                pardoned=False,
            )
        )
    session.flush()


def _examples(session: Session, site: str, wanted: set[int]) -> dict[int, str]:
    """The text of each of ``wanted``, from the first article that has it."""
    examples: dict[int, str] = {}
    values = np.array(sorted(wanted))
    for printed in _prints(session, site):
        missing = set(printed.prints[np.isin(printed.prints, values)].tolist()) - examples.keys()
        if not missing:
            continue
        paragraphs = (session.scalar(select(Article.text).where(Article.id == printed.article_id)) or "").split("\n\n")
        paragraphs += session.scalars(select(DroppedBlock.text).where(DroppedBlock.article_id == printed.article_id))
        examples.update((value, part) for part in paragraphs if (value := fingerprint(part)) in missing)
        if len(examples) == len(wanted):
            break
    return examples


def _apply(archive: Archive, site: str, printed: Sequence[_Printed]) -> int:
    """Bring every article of a site in line with what is learned there. Returns how many changed.

    Reads the texts of those alone that differ from it: briefs, which keep what is learned, each time.
    """
    with archive.read() as session:
        values = np.array(sorted(learned(session, site)), np.int64)
    blocks, numbers = together([(one.article_id, one.prints) for one in printed])
    repeated = np.concatenate([one.repeated for one in printed]) if printed else np.zeros(0, np.bool_)
    # Few differ, and all others cost no look of their own.
    differ = set(numbers[np.isin(blocks, values) != repeated].tolist())
    waiting = [
        one.article_id for one in printed if one.article_id in differ and (one.wanted(values) != one.repeated).any()
    ]
    changed = 0
    for start in range(0, len(waiting), _BATCH):
        with archive.write() as session:
            counts = learned(session, site)
            values = np.array(sorted(counts), np.int64)
            for one in list(_prints(session, site, waiting[start : start + _BATCH])):
                changed += _rewrite(session, one, one.wanted(values), counts)
    return changed


def _rewrite(session: Session, printed: _Printed, wanted: NDArray[np.bool_], counts: dict[int, int]) -> bool:
    """Move blocks between an article's text and what was dropped from it; the page's order stays. Returns whether
    anything changed."""
    out = set(printed.prints[wanted].tolist())
    article_id = printed.article_id
    dropped = {
        row.position: row
        for row in session.execute(
            select(DroppedBlock.position, DroppedBlock.text, DroppedBlock.reason).where(
                DroppedBlock.article_id == article_id
            )
        )
    }
    before = session.scalar(select(Article.text).where(Article.id == article_id)) or ""
    placed = dict(zip(_free_positions(dropped.keys()), before.split("\n\n") if before else [], strict=False))
    repeated = [row for row in dropped.values() if is_repeated(row.reason)]
    texts = [*placed.values(), *(row.text for row in repeated)]
    if is_too_little(words for words in texts if fingerprint(words) not in out):
        out, wanted = set(), np.zeros(len(wanted), np.bool_)
    if (wanted == printed.repeated).all():
        return False
    back = [row for row in repeated if fingerprint(row.text) not in out]
    gone: list[dict[str, Any]] = []
    for position, words in list(placed.items()):
        if (value := fingerprint(words)) in out:
            reason = repeated_on(counts[value])
            gone.append(
                {"article_id": article_id, "position": position, "text": words, "kind": "paragraph", "reason": reason}
            )
            del placed[position]
    placed.update((row.position, row.text) for row in back)
    if back:
        positions = [row.position for row in back]
        session.execute(
            delete(DroppedBlock).where(DroppedBlock.article_id == article_id, DroppedBlock.position.in_(positions))
        )
    if gone:
        session.execute(insert(DroppedBlock), gone)
    session.execute(
        update(BlockPrint).where(BlockPrint.article_id == article_id).values(repeated=wanted.astype(np.uint8).tobytes())
    )
    after = "\n\n".join(words for _, words in sorted(placed.items()))
    if after == before:
        return True
    known = signature(after)
    session.execute(
        update(Article)
        .where(Article.id == article_id)
        .values(text=after, text_hash=known.text_hash, word_count=known.word_count)
    )
    copies.place(session, article_id)
    judge_again(session, article_id)
    return True


def _free_positions(taken: Any) -> Iterator[int]:
    """The positions of kept blocks, in order: a position counts kept and dropped blocks alike."""
    position = 0
    while True:
        if position not in taken:
            yield position
        position += 1
