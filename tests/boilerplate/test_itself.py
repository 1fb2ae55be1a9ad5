"""Lines in which a page speaks of itself, and stories that do."""

from __future__ import annotations

import pytest

from project.boilerplate.drop import drop_boilerplate
from project.items import Block
from tests.beside import STORY, kept

NOTES = [
    ("en", "This story is more than three years old.", "old page"),
    ("de", "Dieser Text ist älter als ein Jahr.", "old page"),
    ("pl", "Ten artykuł ma ponad dwa lata.", "old page"),
    ("fr", "Ce texte a été traduit de l'anglais par une machine.", "disclosure"),
    (
        "es",
        "Este texto, traducido por una máquina, puede tener fallos.",
        "disclosure",
    ),
    ("de", "Dieser Text stand zuerst in der gedruckten Ausgabe vom 4. März.", "disclosure"),
    ("en", "This is the third part of our series on the river towns.", "disclosure"),
    ("ru", "Мнение автора может не совпадать с мнением редакции.", "disclosure"),
    ("en", "Is there a mistake in this text? Tell us.", "tools"),
    ("ru", "В этом тексте есть ошибка? Напишите нам.", "tools"),
    ("it", "C'è un errore in questo articolo? Scriveteci.", "tools"),
]
OF_THE_STORY = [
    "This story is not about the river, said the mayor, but about three hundred people who live beside it.",
    "Was it a mistake to build so near the weir? Nobody in the council of this town would say so.",
    "The letter had been translated twice before it reached the harbour office, and each time it grew longer.",
]


@pytest.mark.parametrize(("language", "line", "reason"), NOTES)
def test_a_line_on_the_page_itself_goes(language: str, line: str, reason: str) -> None:
    blocks = drop_boilerplate([*map(Block, STORY[:2]), Block(line), *map(Block, STORY[2:])], language=language)
    assert [block.reason for block in blocks if block.text == line] == [reason]
    assert [block.text for block in blocks if block.reason is None] == STORY


@pytest.mark.parametrize("line", OF_THE_STORY)
def test_a_line_of_the_story_stays(line: str) -> None:
    assert line in kept([*STORY[:2], line, *STORY[2:]], language="en")
