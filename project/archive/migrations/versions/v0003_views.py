"""Views that make a question one short line in the ``sqlite3`` shell."""

from alembic import op

revision = "0003"
down_revision = "0002"

VIEWS = """
CREATE VIEW news AS
SELECT id, substr(dated_at, 1, 10) AS day, substr(dated_at, 1, 7) AS month, substr(published_at, 1, 19) AS published_at,
    site, title, byline AS authors,
    (SELECT group_concat(name, ', ') FROM (
        SELECT tags.name FROM article_tags JOIN tags ON tags.id = article_tags.tag_id
        WHERE article_tags.article_id = articles.id ORDER BY article_tags.position)) AS tags,
    section, language, word_count, access, agency, url, substr(first_seen_at, 1, 19) AS first_seen_at, description, text
FROM articles
WHERE copy_of_id IS NULL;

CREATE VIEW copies AS
SELECT copy.id, copy.site, copy.title, substr(copy.dated_at, 1, 10) AS day, copy.copy_kind AS kind,
    copy.copy_score AS score, copy.url, original.id AS original_id, original.site AS original_site,
    original.title AS original_title, original.url AS original_url
FROM articles AS copy JOIN articles AS original ON original.id = copy.copy_of_id;

CREATE VIEW pages_by_day AS
SELECT site, substr(coalesce(announced_at, found_at), 1, 10) AS day, state, count(*) AS pages
FROM pages
GROUP BY 1, 2, 3
"""


def upgrade() -> None:
    for statement in VIEWS.split(";"):
        op.execute(statement)
