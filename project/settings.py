"""Every setting of the archive, in the order of Scrapy's template. Each override says why.

Others: https://docs.scrapy.org/en/latest/topics/settings.html
"""

import logging
import os

BOT_NAME = "news-archive"

SPIDER_MODULES = ["spiders"]
# Scrapy's own stops every command when one site's file is broken.
SPIDER_LOADER_CLASS = "project.sites.files.SiteFileLoader"
NEWSPIDER_MODULE = "spiders.sites"
COMMANDS_MODULE = "project.commands"

# Whoever runs an archive names himself, so that a publisher can reach him; a crawl warns while this is the default.
# Empty is none.
USER_AGENT = os.environ.get("USER_AGENT", "").strip() or "news-archive/0.1 (+https://example.org/please-set-USER_AGENT)"

ROBOTSTXT_OBEY = True
# Scrapy's own takes long where there are very many rules.
ROBOTSTXT_PARSER = "project.middlewares.robots_rules.RobotRules"

# One request at a time and a second between two, as a reader would: AutoThrottle slows down further, never speeds up.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1
# Scrapy's own forgets the former limit where there is no delay.
DOWNLOADER = "project.middlewares.wire.StrictDownloader"
# Many sites at once, each at its own slow pace: the sum may be large.
CONCURRENT_REQUESTS = 64

# A page gives one article. Scrapy starts as many tasks for each page as this says: 100 of them cost 3 ms.
CONCURRENT_ITEMS = 1

# A page is read as a first-time visitor sees it: a session would bring paywall counters and other words. Only who asks
# whether a cookie is kept gets it back: see project.middlewares.cookie_check.
COOKIES_ENABLED = False

# Both open a port that nobody asked for.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Scrapy's default asks for English, and some papers then answer with their English edition.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}

# Next to the spider, so that what is remembered of a document is written when everything came out of the callback.
SPIDER_MIDDLEWARES = {
    "project.middlewares.conditional.ValidatorMiddleware": 950,
}

DOWNLOADER_MIDDLEWARES = {
    # First of all, so that robots.txt waits in its site's slot like every page.
    "project.middlewares.pace.PaceMiddleware": 60,
    # In the place of Scrapy's, which takes an error page for rules that allow everything.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "project.middlewares.robots.RobotsMiddleware": 100,
    # In the place of Scrapy's, which decodes every page to look for a tag that hardly one has.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "project.middlewares.refresh.RefreshMiddleware": 580,
    # Before redirects are followed.
    "project.middlewares.cookie_check.CookieCheckMiddleware": 610,
    # Only what changed is kept once more.
    "project.middlewares.raw_pages.RawPagesMiddleware": 530,
    # It sees what retries, redirects and decompression left: the page itself.
    "project.middlewares.conditional.ConditionalMiddleware": 540,
    # After the proxy was chosen, right before the request goes.
    "project.middlewares.private_addresses.PrivateAddressMiddleware": 760,
}

# A crawl that ends hangs up on sites that do not answer.
DOWNLOAD_HANDLERS = {
    "http": "project.middlewares.wire.InterruptibleHandler",
    "https": "project.middlewares.wire.InterruptibleHandler",
    # No news page is there, and a page's links should lead nowhere else.
    "ftp": None,
    "s3": None,
}

EXTENSIONS = {
    "project.extensions.record.CrawlRecord": 100,
    "project.extensions.closing.CrawlHours": 200,
    "project.extensions.closing.PromptClosing": 300,
    "project.extensions.progress.Progress": 400,
}

# The straight line: each stage one file, in this order.
ITEM_PIPELINES = {
    "pipelines.validate.ValidatePipeline": 100,
    "pipelines.boilerplate.BoilerplatePipeline": 200,
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.store.StorePipeline": 400,
}

AUTOTHROTTLE_ENABLED = True
# The first request need not wait longer than the others.
AUTOTHROTTLE_START_DELAY = 1
AUTOTHROTTLE_MAX_DELAY = 60

# --- Limits -----------------------------------------------------------------------------------------------------

# No article page is larger. Sitemaps may be: they have a limit of their own, that of their protocol.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# A reader would have left long ago.
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 15
# A request that is dropped without a word would be awaited for ever. What is no address is not asked for anyway.
URLLENGTH_LIMIT = 0
# http to https, to www, to a new address, to a trailing slash: more than eight is a circle.
REDIRECT_MAX_TIMES = 8
# A run never takes more from the sites; the rest waits for the next one. -s CLOSESPIDER_PAGECOUNT=0 lifts the cap.
CLOSESPIDER_PAGECOUNT = 50_000
# Names of 200 sites are resolved in threads.
REACTOR_THREADPOOL_MAXSIZE = 20

# --- Log --------------------------------------------------------------------------------------------------------

# A line for each page is for those who look for something: -L DEBUG.
LOG_LEVEL = "INFO"
# Which code ran stands in the crawls table.
LOG_VERSIONS: list[str] = []
# It tells of each of its plugins when it is imported.
logging.getLogger("alembic").setLevel(logging.WARNING)
# An article's text has no place in a log.
LOG_FORMATTER = "project.extensions.logformat.ArchiveLogFormatter"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
# A page that did not come has its row in the ledger: for the log it is no error.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

# --- The archive's own ------------------------------------------------------------------------------------------

# Where the archive lies: a SQLAlchemy URL. The default is a file in the working directory.
ARCHIVE_URL = os.environ.get("ARCHIVE_URL", "sqlite:///archive.db")
# Where raw pages are kept as WARC files; empty keeps none.
ARCHIVE_WARC_DIR = os.environ.get("ARCHIVE_WARC_DIR", "warc")
# Hosts and networks beside the public internet that may be asked: "intranet.example, 10.0.0.0/8", or True for all.
ARCHIVE_ALLOW_PRIVATE = os.environ.get("ARCHIVE_ALLOW_PRIVATE", "")
# The hours in which pages are fetched: "22:00-06:00 Europe/London"; empty is any time.
ARCHIVE_WINDOW = os.environ.get("ARCHIVE_WINDOW", "")
# robots.txt asks for a delay: in seconds, the longest that is honoured. Beyond it a crawl would not end.
ARCHIVE_CRAWL_DELAY_MAX = 60
# After 429 or 503 a site is left alone for so many seconds, doubled each time, unless it names a time itself.
ARCHIVE_BACKOFF_SECONDS = 10
# A longer wait ends the site's part in this run.
ARCHIVE_BACKOFF_MAX = 600
# How long a crawl that ends waits for answers that are on their way, in seconds. The systemd unit kills after 60.
ARCHIVE_CLOSE_SECONDS = 20
# An article is looked at again when it has these ages, in hours: corrections come early.
ARCHIVE_REVISIT = [1, 6, 24, 72, 168, 720]
# scrapy update crawls a site as often as it publishes, between these two, in hours. A site's file may have its own.
ARCHIVE_RHYTHM_SHORTEST = 1
ARCHIVE_RHYTHM_LONGEST = 48
# So many sites at once.
ARCHIVE_UPDATE_SITES = 8
# Leave a site alone that is not due when its turn comes: scrapy update sets it, as another one may have crawled it.
ARCHIVE_ONLY_DUE = False
# A command that gets what scrapy update found wrong, as JSON on its standard input.
ARCHIVE_ALERT_COMMAND = os.environ.get("ARCHIVE_ALERT_COMMAND", "")
# Processes that read pages, beside the one that crawls; each begins when it is first needed. 0 reads in that one.
# On two cores two of them bring 64 pages a second, one 54; one process fetches no more than four can read.
ARCHIVE_READERS = min(os.cpu_count() or 1, 4)
# A page that takes longer to read is given up: so long do only pages take that are made to.
ARCHIVE_READER_SECONDS = 60
# The living line in a terminal.
ARCHIVE_PROGRESS = True
