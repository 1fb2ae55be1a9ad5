from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from project.boilerplate.repeated import repeated_blocks


def prints(*blocks: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(blocks, np.int64)


YEAR = [
    (n, prints(n * 100, n * 100 + 1, *(7,) * (500 <= n < 525), *(8,) * (500 <= n < 600 and n % 4 == 0),
               *range(n * 100 + 2, n * 100 + 9)))
    for n in range(1, 1001)
]  # fmt: skip


@pytest.mark.parametrize(
    ("stories", "learned"),
    [
        ([], {}),
        ([(1, prints())], {}),
        # A footer of all, and one of three.
        ([(n, prints(100 + n, 200 + n, 300 + n, 400 + n, 7)) for n in range(4)], {7: 4}),
        ([(n, prints(100 + n, 200 + n, 300 + n, 400 + n, 7)) for n in range(3)], {}),
        # A chorus inside one story, and one story at four addresses.
        ([(1, prints(7, 1, 7, 2, 7, 3, 7, 4, 7))], {}),
        ([(1, prints(100 + n, 7)) for n in range(4)], {}),
        # In four of a hundred stories: a biography at the end, and a column's refrain in the middle.
        ([(n, prints(1000 + n, 2000 + n, *([7] if n < 4 else []))) for n in range(100)], {7: 4}),
        ([(n, prints(*(n * 100 + i for i in range(5)), *([7] if n < 4 else []), *(n * 100 + i for i in range(5, 10))))
          for n in range(100)], {}),
        # A letter of one month in twelve that all stories had then, and the background of a story in the news then.
        (YEAR, {7: 25}),
    ],
)  # fmt: skip
def test_what_is_repeated(stories: list[tuple[int, Any]], learned: dict[int, int]) -> None:
    assert repeated_blocks(stories) == learned
