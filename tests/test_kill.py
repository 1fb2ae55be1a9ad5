"""``kill -9`` at any moment, then the same command again: in the end the archive is as after an undisturbed crawl.

``make kill`` kills fifty times: ``KILLS=50``.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests.archives import content, problems
from tests.conftest import ROOT, scrapy_arguments
from tests.newspaper.server import COURIER, HERALD, Newspaper

KILLS = int(os.environ.get("KILLS", "3"))
SEED = int(os.environ.get("KILL_SEED", "0")) or random.randrange(1, 10_000)


def start(env: dict[str, str], site: str) -> subprocess.Popen[bytes]:
    settings = {"LOG_LEVEL": "WARNING"}
    arguments = scrapy_arguments("crawl", "news", "-a", f"site={site}/", settings=settings)
    return subprocess.Popen(arguments, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def crawl(env: dict[str, str], site: str) -> float:
    """Crawl to the end. Gives the time that it took, in seconds."""
    began = time.monotonic()
    process = start(env, site)
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr.decode()
    return time.monotonic() - began


def kill_a_crawl(env: dict[str, str], site: str, seconds: float) -> bool:
    """Start a crawl and kill it after so many seconds. Gives whether it had ended by then."""
    process = start(env, site)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    return True


def test_a_crawl_that_is_killed_at_random_moments_ends_in_the_same(
    scrapy_env: dict[str, str], newspaper: Newspaper, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    quiet, disturbed = tmp_path / "quiet.db", tmp_path / "disturbed.db"
    env = {**scrapy_env, "ARCHIVE_URL": f"sqlite:///{quiet}", "ARCHIVE_WARC_DIR": ""}
    took = {site: crawl(env, site) for site in (COURIER, HERALD)}
    kills = 0
    env["ARCHIVE_URL"] = f"sqlite:///{disturbed}"
    for site in (COURIER, HERALD):
        for _ in range(-(-KILLS // 2)):
            has_ended = kill_a_crawl(env, site, chance.uniform(0.3, took[site]))
            kills += not has_ended
            if disturbed.exists():
                assert problems(disturbed) == [], f"KILL_SEED={SEED}"
        crawl(env, site)
    assert kills
    expected, found = ({table: Counter(rows) for table, rows in content(file).items()} for file in (quiet, disturbed))
    assert all(expected[table] for table in ("articles", "validators", "words"))
    differences = [
        f"{table}: {sign} {row}"
        for table, rows in expected.items()
        for sign, one, other in (
            ("-", Counter(rows), Counter(found[table])),
            ("+", Counter(found[table]), Counter(rows)),
        )
        for row in one - other
    ]
    assert not differences, "\n".join([f"KILL_SEED={SEED}", *differences])
