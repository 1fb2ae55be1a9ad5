"""What happens to the ten papers, by day of the simulation: what such sites do, and what the archive must bear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2027, 12, 1, tzinfo=UTC)
DAYS = 120
BACKLOG_DAYS = 12
"""So much is already published on the first day."""

AMBERTON = "amberton-post.example"
BRENNER = "brenner-blatt.example"
COURRIER = "courrier-lac.example"
DALU = "dalu-ribao.example"
EASTGATE = "eastgate-echo.example"
FJORD = "fjord-times.example"
GRANITE = "granite-gazette.example"
HABAR = "habar-yaum.example"
INLET = "inlet-inquirer.example"
JUNCTION = "junction-journal.example"

# Amberton puts standing words into its stories, changes them twice, and is built anew.
LETTER_BEGINS, REBUILT = 30, 60
CAMPAIGN = range(10, 15)
# Brenner's server breaks: an error, no answer at all, and a wish to be left alone.
ERRORS, SILENCE, BUSY = 34, 35, 36
# In March it forgets for two days to put its clock forward.
FORGOTTEN_HOUR = range(116, 118)
# Courrier gives all its stories new addresses, with the same pages at the old ones.
NEW_ADDRESSES = 70
# Dalu drops its www, and hides behind a wall of consent for a week.
NEW_HOST = 50
CONSENT_WALL = range(80, 87)
# Eastgate forbids everything for a day, and later falls silent.
FORBIDDEN, EASTGATE_ENDS = 40, 90
# Fjord sells its stories, and then its name.
PAYWALL, FJORD_ENDS = 45, 100
# Habar comes later than the others, first without its past.
HABAR_BEGINS, HABAR_PAST = 20, 50
# Inlet lets everybody read so many stories a day, of the others the beginning.
FREE_A_DAY = 8
# Junction's cache gives another story for some on two days; it is built anew with class names that say nothing, and
# gives up a section.
MIX_UPS = (12, 95)
JUNCTION_REBUILT, NO_SPORT = 16, 70
# Nobody crawls for two weeks; and one day the clock of the crawling machine is two hours slow.
OFF = range(64, 78)
SLOW_CLOCK = 79
AMBERTON_PAST = 85
"""Amberton's oldest stories are crawled a second time, by date."""


def moment(day: float, hour: float = 0) -> datetime:
    return START + timedelta(days=day, hours=hour)


def day_of(when: datetime) -> int:
    return (when - START).days


def alarm_is_due(paper: str, day: int) -> bool:
    """Is anything wrong with the paper on that day, or was it the day before?"""
    wrong = {
        BRENNER: range(ERRORS, BUSY + 2),
        DALU: range(CONSENT_WALL.start, CONSENT_WALL.stop + 2),
        FJORD: range(FJORD_ENDS, DAYS * 10),
    }
    if paper == EASTGATE:
        return day in (FORBIDDEN, FORBIDDEN + 1) or day >= EASTGATE_ENDS
    return day in wrong.get(paper, ())
