"""What comes of reading articles again: counted, shown, and written site by site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from project.archive import reextraction, repetition
from project.archive.diff import diff_texts, render_edits
from project.archive.engine import Archive
from project.archive.reextraction import Before
from project.console.terminal import day_and_time
from project.counting import counted
from project.items import Article
from project.readers.rereading import Again

_BATCH = 100
# So many examples of one field, so that there is room for others.
_EXAMPLES_OF_A_FIELD = 2
_NAMED = 5
_LONGEST_EXAMPLE = 1500
_PROSE = ("title", "description", "text")
_SHOWN_AS = {"byline": "authors"}

Example = tuple[Before, dict[str, Any], list[str]]


@dataclass(slots=True)
class Report:
    """What was found. ``fields`` are counted by (name, what happened to it)."""

    most_examples: int
    unchanged: int = 0
    changed: int = 0
    written: int = 0
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)
    """Why the raw page of an article cannot be had: a file that is missing is the reason of many."""
    missing_examples: dict[str, str] = field(default_factory=dict)
    left: Counter[str] = field(default_factory=Counter)
    """Why an article stays as it is although its raw page was read."""
    left_examples: dict[str, str] = field(default_factory=dict)

    def note_change(self, before: Before, values: dict[str, Any], names: list[str]) -> None:
        self.changed += 1
        for name in names:
            old, new = getattr(before, name), values[name]
            self.fields[name, "filled" if new and not old else "emptied" if old and not new else "changed"] += 1
        shown = Counter(name for _, _, others in self.examples for name in others)
        if len(self.examples) < self.most_examples and any(shown[name] < _EXAMPLES_OF_A_FIELD for name in names):
            self.examples.append((before, values, names))

    def note_missing(self, url: str, why: str) -> None:
        self.missing[why] += 1
        self.missing_examples.setdefault(why, url)

    def note_left(self, url: str, why: str) -> None:
        self.left[why] += 1
        self.left_examples.setdefault(why, url)


class Rewriter:
    """Takes articles that were read again, a site's after another's, and writes them in batches.

    From the first batch of a site until its learned boilerplate was swept, one of its articles goes on counting as
    behind: whatever moment a run is broken off at, the next one does the rest.
    """

    def __init__(
        self, archive: Archive, plan: Mapping[str, list[int]], report: Report, version: str, *, is_applied: bool
    ) -> None:
        self._archive = archive
        self._last = {ids[-1]: site for site, ids in plan.items()}
        self._report = report
        self._version = version
        self._is_applied = is_applied
        self._batch: list[tuple[Before, Article, dict[str, Any]]] = []
        self._held: int | None = None
        self._learned: dict[str, dict[int, int]] = {}

    def learned(self, site: str) -> Mapping[int, int]:
        """Fingerprint -> number of articles, of what a site is known to repeat."""
        if site not in self._learned:
            with self._archive.read() as session:
                self._learned[site] = repetition.learned(session, site)
        return self._learned[site]

    def take(self, again: Again) -> None:
        before = again.before
        if again.missing is not None:
            self._report.note_missing(before.url, again.missing)
        elif again.article is None:
            self._report.note_left(before.url, f"no article: {again.no_article}")
        else:
            self._compare(before, again.article)
        if (site := self._last.get(before.id)) is not None:
            self._finish(site)
        elif len(self._batch) >= _BATCH:
            self._write()

    def _compare(self, before: Before, article: Article) -> None:
        with self._archive.read() as session:
            values = reextraction.values_again(session, before, article)
        if reextraction.is_hidden(before, values):
            self._report.note_left(before.url, "the raw page shows less than is stored: a paywall closed")
            return
        if names := reextraction.changed(before, values):
            self._report.note_change(before, values, names)
        else:
            self._report.unchanged += 1
        if self._is_applied:
            self._batch.append((before, article, values))

    def _write(self) -> None:
        if not self._batch:
            return
        with self._archive.write() as session:
            done = reextraction.write(session, self._batch)
            if done and self._held is None:
                self._held = done[0]
                reextraction.hold_back(session, self._held)
        self._report.written += len(done)
        self._batch.clear()

    def _finish(self, site: str) -> None:
        self._write()
        self._learned.pop(site, None)
        if self._held is None:
            return
        repetition.sweep(self._archive, site)
        with self._archive.write() as session:
            reextraction.let_go(session, self._held, self._version)
        self._held = None


def print_report(console: Console, report: Report, version: str, planned: int, total: int, *, is_applied: bool) -> None:
    """The numbers, the fields, some articles as diffs, and what was not read or stays."""
    if not planned:
        console.print(f"No article is behind extraction {version}, of {total:,} (or of those that the filters leave)")
        return
    will = "" if is_applied else "would "
    console.print(f"{planned:,} of {total:,} articles to read again with extraction {version}")
    console.print(f"{report.changed:,} {will}change, {report.unchanged:,} {will}stay the same")
    if report.fields:
        console.print()
        console.print(fields_table(report))
    for before, values, names in report.examples:
        console.print()
        console.print(Text(f"{before.id} {before.url}", style="bold"), soft_wrap=True)
        for name in names:
            console.print(example(name, getattr(before, name), values[name], is_coloured=console.is_terminal))
    if report.left or report.missing:
        console.print()
    for why, count in report.left.most_common(_NAMED):
        console.print(f"{staying(count)}: {why}, such as {report.left_examples[why]}", soft_wrap=True)
    if rest := report.left.total() - sum(count for _, count in report.left.most_common(_NAMED)):
        console.print(f"{staying(rest)} for other reasons")
    if report.missing:
        console.print(f"{staying(report.missing.total())}: no raw page can be had")
        named = report.missing.most_common(_NAMED)
        for why, count in named:
            text = f"  {count:,}: {why}, such as {report.missing_examples[why]}"
            console.print(text, soft_wrap=True, markup=False)
        if more := report.missing.total() - sum(count for _, count in named):
            console.print(f"  … and {more:,} more")
    console.print()
    if is_applied:
        console.print(f"{counted(report.written, 'article')} written, no revisions made")
    else:
        console.print("Nothing was written: --apply does")


def staying(number: int) -> str:
    """So many articles stay.

    >>> staying(1), staying(2000)
    ('1 stays as it is', '2,000 stay as they are')
    """
    return "1 stays as it is" if number == 1 else f"{number:,} stay as they are"


def fields_table(report: Report) -> Table:
    """Field, and in how many articles it is changed, filled or emptied."""
    table = Table("field", "articles", "changed", "filled", "emptied", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    totals = Counter[str]()
    for (name, _), count in report.fields.items():
        totals[name] += count
    for name, total in totals.most_common():
        counts = (report.fields[name, what] for what in ("changed", "filled", "emptied"))
        table.add_row(_SHOWN_AS.get(name, name), f"{total:,}", *(f"{count:,}" if count else "" for count in counts))
    return table


def example(name: str, old: Any, new: Any, *, is_coloured: bool) -> Text:
    """A field before and after: words as a diff, other values side by side."""
    shown = Text(f"  {_SHOWN_AS.get(name, name)}: ")
    if name in _PROSE:
        edits = diff_texts(old, new)
        if any(edit.mark != "same" for edit in edits):
            shown.append_text(render_edits(edits, is_coloured))
        else:
            shown.append("the same words, with other signs or breaks between them")
        shown.truncate(_LONGEST_EXAMPLE, overflow="ellipsis")
        return shown
    return shown.append(f"{_plain(old)} → {_plain(new)}")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return day_and_time(value)
    if isinstance(value, list | tuple):
        return ", ".join(value) or "–"
    return str(value or "–")
