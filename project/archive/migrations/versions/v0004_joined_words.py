"""The index is read anew: words are found as they read since hyphens that show only at a line's end are none in it."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("INSERT INTO article_search (article_search) VALUES ('rebuild')")
