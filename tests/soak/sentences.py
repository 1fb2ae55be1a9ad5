"""Made-up sentences, paragraphs and headlines in five languages, out of ``words.toml``."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

_WORDS: dict[str, dict[str, list[str]]] = {
    language: {name: lines.splitlines() for name, lines in words.items()}
    for language, words in tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8")).items()
}


def _filled(rng: random.Random, language: str, *forms: str) -> str:
    """One of the language's forms of these kinds, with words in its places."""
    words = _WORDS[language]
    text = rng.choice([form for kind in forms for form in words[kind]])
    who, who2 = rng.sample(words["who"], 2)
    what, what2 = rng.sample(words["what"], 2)
    while "{did}" in text:
        text = text.replace("{did}", rng.choice(words["did"]), 1)
    values = {
        "W": who[0].upper() + who[1:], "who": who, "who2": who2, "what": what, "what2": what2,
        "where": rng.choice(words["where"]), "why": rng.choice(words["why"]), "n": str(rng.randint(2, 97)),
    }  # fmt: skip
    return text.format_map(values)


def sentence(rng: random.Random, language: str) -> str:
    return _filled(rng, language, "sentence", "end")


def paragraph(rng: random.Random, language: str, sentences: int | None = None) -> str:
    made = [_filled(rng, language, "sentence") for _ in range(sentences or rng.randint(2, 4))]
    if rng.random() < 0.6:
        made[-1] = _filled(rng, language, "end")
    return ("" if language == "zh" else " ").join(made)


def paragraphs(rng: random.Random, language: str) -> list[str]:
    return [paragraph(rng, language) for _ in range(rng.randint(5, 9))]


def headline(rng: random.Random, language: str) -> str:
    return _filled(rng, language, "headline")
