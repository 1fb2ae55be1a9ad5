"""Locks have a table of their own: a crawl may visit a site that the archive does not crawl by itself."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("""
CREATE TABLE locks (
    site TEXT NOT NULL,
    since VARCHAR(26) NOT NULL,
    holder TEXT NOT NULL,
    PRIMARY KEY (site)
)""")
    op.execute(
        "INSERT INTO locks SELECT site, locked_since, locked_by FROM sites "
        "WHERE locked_since IS NOT NULL AND locked_by IS NOT NULL"
    )
    for column in ("locked_since", "locked_by"):
        op.execute(f"ALTER TABLE sites DROP COLUMN {column}")
