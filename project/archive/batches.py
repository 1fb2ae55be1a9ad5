"""Several writes in one transaction, in a thread: a crawl goes on while another process keeps the archive locked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from project.archive.engine import Archive
from project.archive.errors import ArchiveError

T = TypeVar("T")

# A transaction's own cost, and that of a piece of the full-text index which the next ones have to merge, is then shared
# by all that came in this time. In seconds; whoever is killed meanwhile did not write, and his pages go on waiting.
_GATHER = 0.05


class Batches(Generic[T]):
    """Writes what it is given in the order in which it came."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._waiting: list[tuple[Callable[[Session], T], asyncio.Future[T]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, work: Callable[[Session], T]) -> T:
        """What ``work`` gives, once its transaction landed. ``work`` must bear to be done anew where that fails.

        Raises what ``work`` raises, which takes nothing else of the transaction with it;
        :class:`~project.archive.errors.ArchiveError` where the archive cannot be written.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await done

    def close(self) -> None:
        """Everything must be written by now."""
        self._thread.shutdown()

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(_GATHER)
            while self._waiting:
                batch, self._waiting = self._waiting, []
                works = [work for work, _ in batch]
                answers = await asyncio.get_running_loop().run_in_executor(self._thread, self._answers, works)
                for (_, done), answer in zip(batch, answers, strict=True):
                    if done.done():
                        continue
                    if isinstance(answer, Exception):
                        done.set_exception(answer)
                    else:
                        done.set_result(answer)
        finally:
            self._writing = None

    def _answers(self, works: list[Callable[[Session], T]]) -> list[T | Exception]:
        try:
            with self._archive.write() as session:
                return [work(session) for work in works]
        except ArchiveError as error:
            return [error] * len(works)
        except Exception as error:
            # One of them is to blame.
            return [error] if len(works) == 1 else [self._answers([work])[0] for work in works]
