"""What the simulation prints: a line a month of what it cost, and then what is wrong."""

from __future__ import annotations

from collections import Counter

from tests.soak.compare import Difference
from tests.soak.events import alarm_is_due, day_of
from tests.soak.simulation import Result

_MONTH = 30
_MOST_EXAMPLES = 5


def print_months(result: Result) -> None:
    requests: Counter[int] = Counter()
    conditional: Counter[int] = Counter()
    for look in result.looks:
        requests[day_of(look.at) // _MONTH] += 1
        conditional[day_of(look.at) // _MONTH] += look.is_conditional
    alarms = Counter(alarm.day // _MONTH for alarm in result.alarms if not alarm_is_due(alarm.paper, alarm.day))
    print("\nmonth  requests a day  conditional  database MB  WARC MB  false alarms")
    for month in sorted({size.day // _MONTH for size in result.sizes}):
        of_month = [size for size in result.sizes if size.day // _MONTH == month]
        print(
            f"{month + 1:5}  {requests[month] / len(of_month):14.1f}  "
            f"{conditional[month] / max(1, requests[month]):11.0%}  {of_month[-1].database / 1e6:11.1f}  "
            f"{of_month[-1].warc / 1e6:7.1f}  {alarms[month]:12}"
        )


def print_differences(found: list[Difference]) -> None:
    """All kinds of them, those that are known by their reasons; of the faults some examples."""
    print("\nknown differences:" if any(each.known for each in found) else "\nno known differences")
    reasons = Counter((each.what, each.known) for each in found if each.known)
    for (what, reason), number in sorted(reasons.items(), key=lambda each: -each[1]):
        print(f"  {number:4} {what}: {reason}")
    faults = [each for each in found if each.known is None]
    print("faults:" if faults else "no faults")
    for what, number in Counter(each.what for each in faults).most_common():
        print(f"  {number:4} {what}")
        for fault in [each for each in faults if each.what == what][:_MOST_EXAMPLES]:
            print(f"       {fault.where}")
