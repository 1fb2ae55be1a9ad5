"""Every setting of the archive, in the order of Scrapy's template. Each override says why."""

import os

BOT_NAME = "news-archive"
SPIDER_MODULES = ["spiders", "spiders.sites"]
NEWSPIDER_MODULE = "spiders.sites"
COMMANDS_MODULE = "project.commands"

# Whoever runs an archive names himself, so that a publisher can reach him; a crawl warns while this is the default.
USER_AGENT = "news-archive/0.1 (+https://example.org/please-set-USER_AGENT)"
ROBOTSTXT_OBEY = True

# One request at a time and a second between two, as a reader would: AutoThrottle slows down further, never speeds up.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# A page is read as a first-time visitor sees it: a session would bring paywall counters and other words.
COOKIES_ENABLED = False
# Both open a port that nobody asked for.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# No article page is larger or slower than this.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60

# The straight line: each stage one file, in this order.
ITEM_PIPELINES = {
    "pipelines.validate.ValidatePipeline": 100,
    "pipelines.boilerplate.BoilerplatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.store.StorePipeline": 400,
}

FEED_EXPORT_ENCODING = "utf-8"

# --- The archive's own ------------------------------------------------------------------------------------------

# Where the archive lies: a SQLAlchemy URL. The default is a file in the working directory.
ARCHIVE_URL = os.environ.get("ARCHIVE_URL", "sqlite:///archive.db")
# Where raw pages are kept as WARC files; empty keeps none.
ARCHIVE_WARC_DIR = os.environ.get("ARCHIVE_WARC_DIR", "warc")
