"""What a crawl left in the ledger, for the tests of the spiders."""

from tests.database import execute


def rows(archive_url: str, where: str = "1") -> dict[str, tuple[str, str | None]]:
    """Address as it was found -> (state, reason)."""
    found = execute(archive_url, f"SELECT found_url, state, reason FROM pages WHERE {where} ORDER BY id")
    return {url: (state, reason) for url, state, reason in found}


def states(archive_url: str, site: str) -> dict[str, str]:
    """Path -> state, for one host."""
    return {
        url.removeprefix(site): state
        for url, (state, _) in rows(archive_url).items()
        if url.startswith(f"{site}/") or url == site
    }


def story(title: str, *, links: str = "", head: str = "", day: str = "2024-02-02") -> str:
    """A page with a story of its own: its words come from its title, so that no two stories share them."""
    body = "".join(
        f"<p>{title} was what people in the harbour spoke of on morning {number}; {title.lower()}, they said, had "
        f"never been seen before, and number {number} of those who stood there wrote {title} into a small book.</p>"
        for number in range(5)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{day}T08:00:00Z">'
        f"</head><body><article><h1>{title}</h1>{body}</article>{links}</body></html>"
    )
