"""The full-text index over articles.

It keeps no text of its own (an external-content table, https://www.sqlite.org/fts5.html#external_content_tables): it
reads it, folded, through a view. Triggers keep it in step with ``articles``, so that whoever changes a text, from
wherever, changes the index in the same transaction; a program that lacks ``archive_fold`` cannot change a text at all.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

# Marks (Mn, Mc) belong to the word: without them the tokenizer cuts Hindi, Thai and Arabic words at every vowel sign.
INDEX = """
CREATE VIEW article_words AS
SELECT id, archive_fold(title) AS title, archive_fold(description) AS description, archive_fold(text) AS text,
    archive_fold(byline) AS authors
FROM articles;

CREATE VIRTUAL TABLE article_search USING fts5 (
    title, description, text, authors, content = 'article_words', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)
"""

ADD = """
INSERT INTO article_search (rowid, title, description, text, authors)
VALUES (new.id, archive_fold(new.title), archive_fold(new.description), archive_fold(new.text),
    archive_fold(new.byline));"""

REMOVE = """
INSERT INTO article_search (article_search, rowid, title, description, text, authors)
VALUES ('delete', old.id, archive_fold(old.title), archive_fold(old.description), archive_fold(old.text),
    archive_fold(old.byline));"""

TRIGGERS = (
    f"CREATE TRIGGER article_search_insert AFTER INSERT ON articles BEGIN {ADD} END",
    f"CREATE TRIGGER article_search_delete AFTER DELETE ON articles BEGIN {REMOVE} END",
    "CREATE TRIGGER article_search_update AFTER UPDATE OF title, description, text, byline ON articles\n"
    "WHEN old.title IS NOT new.title OR old.description IS NOT new.description OR old.text IS NOT new.text\n"
    f"    OR old.byline IS NOT new.byline BEGIN {REMOVE} {ADD} END",
)


def upgrade() -> None:
    for statement in (*INDEX.split(";"), *TRIGGERS):
        op.execute(statement)
