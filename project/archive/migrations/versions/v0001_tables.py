"""All tables. The words are those that SQLAlchemy makes of the models, frozen: later changes are later migrations."""

from alembic import op

from project.archive.migrations import APPLICATION_ID

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE articles (
    id INTEGER NOT NULL,
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    byline TEXT NOT NULL,
    text_hash BIGINT NOT NULL,
    language TEXT,
    section TEXT,
    image_url TEXT,
    image_caption TEXT,
    published_at VARCHAR(26),
    published_at_raw TEXT,
    dated_at VARCHAR(26) NOT NULL GENERATED ALWAYS AS (coalesce(published_at, first_seen_at)) VIRTUAL,
    modified_at VARCHAR(26),
    first_seen_at VARCHAR(26) NOT NULL,
    last_seen_at VARCHAR(26) NOT NULL,
    gone_at VARCHAR(26),
    word_count INTEGER NOT NULL,
    access TEXT NOT NULL,
    agency TEXT,
    site_key TEXT,
    copy_of_id INTEGER,
    copy_kind TEXT,
    copy_score DOUBLE,
    sources JSON NOT NULL,
    extractor_version TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (url),
    FOREIGN KEY(copy_of_id) REFERENCES articles (id)
);
CREATE INDEX articles_copies ON articles (copy_of_id);
CREATE INDEX articles_dated ON articles (dated_at);
CREATE INDEX articles_site_dated ON articles (site, dated_at);
CREATE INDEX articles_site_key ON articles (site, site_key);
CREATE INDEX articles_text_hash ON articles (text_hash);

CREATE TABLE authors (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE crawls (
    id INTEGER NOT NULL,
    spider TEXT NOT NULL,
    site TEXT,
    arguments JSON NOT NULL,
    started_at VARCHAR(26) NOT NULL,
    ended_at VARCHAR(26),
    outcome TEXT,
    counts JSON NOT NULL,
    code_version TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX crawls_site ON crawls (site, started_at);

CREATE TABLE site_blocks (
    id INTEGER NOT NULL,
    site TEXT NOT NULL,
    fingerprint BIGINT NOT NULL,
    articles INTEGER NOT NULL,
    example TEXT,
    learned BOOLEAN NOT NULL,
    pardoned BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (site, fingerprint)
);

CREATE TABLE sites (
    site TEXT NOT NULL,
    spider TEXT NOT NULL,
    start_url TEXT NOT NULL,
    is_enabled BOOLEAN NOT NULL,
    last_crawl_at VARCHAR(26),
    next_crawl_at VARCHAR(26),
    locked_since VARCHAR(26),
    locked_by TEXT,
    PRIMARY KEY (site)
);

CREATE TABLE tags (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);

CREATE TABLE validators (
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    body_hash BIGINT,
    content BLOB,
    fetched_at VARCHAR(26) NOT NULL,
    PRIMARY KEY (url)
);

CREATE TABLE warc_files (
    path TEXT NOT NULL,
    size BIGINT NOT NULL,
    arguments JSON NOT NULL,
    done_at VARCHAR(26) NOT NULL,
    PRIMARY KEY (path)
);

CREATE TABLE article_authors (
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    PRIMARY KEY (article_id, position),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(author_id) REFERENCES authors (id)
) WITHOUT ROWID;
CREATE INDEX ix_article_authors_author_id ON article_authors (author_id);

CREATE TABLE article_tags (
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    PRIMARY KEY (article_id, position),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(tag_id) REFERENCES tags (id)
) WITHOUT ROWID;
CREATE INDEX ix_article_tags_tag_id ON article_tags (tag_id);

CREATE TABLE block_prints (
    article_id INTEGER NOT NULL,
    site TEXT NOT NULL,
    fingerprints BLOB NOT NULL,
    repeated BLOB NOT NULL,
    PRIMARY KEY (article_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE INDEX block_prints_site ON block_prints (site);

CREATE TABLE dropped_blocks (
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (article_id, position),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);

CREATE TABLE pages (
    id INTEGER NOT NULL,
    url TEXT NOT NULL,
    found_url TEXT NOT NULL,
    site TEXT NOT NULL,
    found_via TEXT NOT NULL,
    found_at VARCHAR(26) NOT NULL,
    announced_at VARCHAR(26),
    state TEXT NOT NULL,
    reason TEXT,
    http_status INTEGER,
    etag TEXT,
    last_modified TEXT,
    body_hash BIGINT,
    fetched_at VARCHAR(26),
    next_fetch_at VARCHAR(26),
    failures INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    article_id INTEGER,
    is_source BOOLEAN NOT NULL,
    warc_file TEXT,
    warc_offset BIGINT,
    PRIMARY KEY (id),
    UNIQUE (url),
    FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE INDEX pages_article ON pages (article_id);
CREATE INDEX pages_due ON pages (site, next_fetch_at) WHERE next_fetch_at IS NOT NULL;
CREATE INDEX pages_state ON pages (site, state);
CREATE INDEX pages_waiting ON pages (site, coalesce(announced_at, '') DESC) WHERE state = 'waiting';

CREATE TABLE revisions (
    id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    seen_at VARCHAR(26) NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    changed JSON NOT NULL,
    changed_share DOUBLE NOT NULL,
    silent BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE INDEX revisions_article ON revisions (article_id, seen_at);
CREATE INDEX revisions_seen ON revisions (seen_at);

CREATE TABLE shingles (
    hash BIGINT NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (hash, article_id),
    FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX shingles_article ON shingles (article_id)
"""


def upgrade() -> None:
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in TABLES.split(";"):
        op.execute(statement)
