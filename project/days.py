"""The parts of a day as addresses write it: ``/2014/02/12/``, ``20140212``, ``12feb2014``.

Whoever reads addresses puts these patterns together in a way of its own: what it takes for a date differs. They are in
lower case and capture nothing.
"""

from __future__ import annotations

YEAR = r"(?:19|20)\d\d"
MONTH, DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
MM, DD = r"(?:1[0-2]|0[1-9])", r"(?:3[01]|[12]\d|0[1-9])"
"""A month and a day in two digits."""

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
"""Their English names in three letters -> number."""
MONTH_NAME = f"(?:{'|'.join(MONTHS)})"


def month_number(written: str) -> int:
    """The month that :data:`MONTH` or :data:`MONTH_NAME` matched, in any case.

    >>> month_number("02"), month_number("Feb")
    (2, 2)
    """
    return MONTHS.get(written.casefold()) or int(written)
