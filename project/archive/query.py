"""What a person typed into a search, as an expression of FTS5."""

from __future__ import annotations

import re

from project.archive.index_text import to_index
from project.archive.spellings import spellings
from project.archive.storable import storable
from project.errors import ArgumentError

# An opening bracket, a closing one, a phrase, or a word, which may have brackets within: Mayor(s).
_PIECE = re.compile(r'(-?\()|(\))|(-?)"([^"]*)("?)|([^\s()"](?:[^\s()]|\([^\s()]*\))*)')
_FIELD = re.compile(r"(?:title|headline|text|author|byline|site|tag|section|language|date)s?:\w", re.IGNORECASE)
_MINUS = re.compile(r"-\w")
_OPERATORS = ("AND", "OR", "NOT")
_JOINS = {(): "AND", ("AND",): "AND", ("OR",): "OR", ("NOT",): "NOT", ("AND", "NOT"): "NOT"}
# FTS5's parser has room for more, and nobody for so many.
_DEEPEST = 20


def match_expression(words: str) -> str:
    """What a person typed as an expression of FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax).

    Raises :class:`ArgumentError` where it holds no word, an operator without words on both sides, a bracket or a quote
    without the other one, or a field, and for nothing else.

    >>> match_expression('ferry "harbour master" OR pilot* AND NOT buoy -tide')
    '"ferry" AND "harbour master" OR "pilot" * NOT "buoy" NOT "-tide"'
    >>> match_expression("ferry (strike OR walkout)")
    '"ferry" AND ( "strike" OR "walkout" )'
    """
    parts: list[str] = []
    operators: list[str] = []  # since the last term
    depth = has_words = 0
    for opening, closing, minus, phrase, end, word in _PIECE.findall(storable(words.replace("\x00", " "))):
        if word in _OPERATORS:
            operators.append(word)
        elif closing:
            depth -= 1
            _check_end(operators, parts, is_open=depth < 0)
            parts.append(")")
        elif opening or (term := _term(phrase, word)):
            if not (opening or word or end):
                raise ArgumentError(f'"{phrase}: the quote is not closed')
            if minus or opening[:-1] or _MINUS.match(word):
                operators.append("NOT")
            parts += [*_joined(operators, is_first=not parts or parts[-1] == "("), "(" if opening else term]
            operators = []
            depth, has_words = depth + bool(opening), has_words or not opening
            if depth > _DEEPEST:
                raise ArgumentError(f"more than {_DEEPEST} brackets stand in each other")
    if not has_words:
        raise ArgumentError(f"there is no word to search for in {words!r}")
    _check_end(operators, parts, is_open=depth > 0)
    return " ".join(parts)


def _term(phrase: str, word: str) -> str:
    """A phrase or a word, in all its spellings; empty where nothing of it can be found."""
    if _FIELD.match(word):
        raise ArgumentError(f"{word!r}: a search looks in headlines and texts alike; --author and --site narrow it")
    plain = (phrase or word).rstrip("*").replace('"', " ")
    if not any(character.isalnum() for character in plain):
        return ""
    ending = " *" if word.endswith("*") else ""
    terms = [f'"{to_index(spelling)}"{ending}' for spelling in spellings(plain.strip())]
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _joined(operators: list[str], *, is_first: bool) -> list[str]:
    """What joins two terms between which these operators were typed; nothing stands before the first. FTS5 knows no NOT
    but that between two terms: all the others cannot be asked."""
    if "NOT" in operators and (is_first or "OR" in operators):
        raise ArgumentError("NOT needs words before it that are to be found: ferry NOT strike")
    joined = _JOINS.get(tuple(operators))
    if joined is None or (is_first and operators):
        raise _one_sided(operators)
    return [] if is_first else [joined]


def _check_end(operators: list[str], parts: list[str], *, is_open: bool) -> None:
    """Raises ArgumentError where a query, or what stands in brackets, cannot end."""
    if is_open:
        raise ArgumentError("a bracket stands without the other one: ferry (strike OR walkout)")
    if operators:
        raise _one_sided(operators)
    if parts[-1] == "(":
        raise ArgumentError("there is no word between the brackets")


def _one_sided(operators: list[str]) -> ArgumentError:
    return ArgumentError(f"{' '.join(operators)} needs words on both sides: ferry {operators[-1]} strike")
