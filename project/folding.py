"""Texts as they are compared: case, quotes, spaces and compatibility forms folded."""

from __future__ import annotations

import re
import unicodedata

import xxhash

# Typographic variants of one sign; NFKC leaves these apart.
_SIGNS = (
    ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("´", "'"), ("“", '"'), ("”", '"'), ("„", '"'), ("–", "-"),
    ("—", "-"), ("\u200b", ""), ("\u200e", ""), ("\u200f", ""), ("\u00ad", ""), ("\ufeff", ""),
    # Turkish capitals: İ becomes an i with a dot above it, and I the same letter as İ
    ("\u0307", ""), ("ı", "i"),
)  # fmt: skip
# Greek capitals are written without accents.
_PLAIN_GREEK = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")
_GREEK_ACCENT = re.compile("[άέήίόύώϊϋΐΰ]")
# What may stand round a label without changing it: arrows, bullets, colons, brackets, dots.
EDGES = " \t\n.:;,!|·•●▪■►▶▸»«›‹>→←↓↑-_*~=/\\()[]{}【】「」『』<\"'…。、，：！؛،⇒➜➔†※+✕"
_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def fold(text: str) -> str:
    """``text`` in NFKC, without case, with plain quotes and dashes and single spaces. Twice is the same as once."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        for sign, plain in _SIGNS:
            if sign in text:
                text = text.replace(sign, plain)
        # casefold can undo the normal form, as with a Greek iota below a letter
        text = unicodedata.normalize("NFKC", text)
        if _GREEK_ACCENT.search(text):
            text = text.translate(_PLAIN_GREEK)
    return " ".join(text.split())


def fold_name(text: str) -> str:
    """A name or a headline without case, quotes, punctuation and spaces, to compare it.

    >>> fold_name("The Harbour-Courier"), fold_name("“harbour” courier")
    ('the harbour courier', 'harbour courier')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _NO_LETTERS.sub(" ", text.casefold()).strip()


def fold_case(text: str) -> str:
    """A text without differences of case, width and composition."""
    return unicodedata.normalize("NFKC", text).casefold()


def label_of(folded: str) -> str:
    """The words of a folded block without the signs round them, its numbers as ``#``."""
    label = folded.strip(EDGES)
    # no phrase with a number in it is longer
    return _NUMBER.sub("#", label) if len(label) <= 200 and not label.isalpha() else label


def fingerprint(text: str) -> int:
    """xxh3-64 of the folded text as a signed integer, so that it fits a SQLite INTEGER."""
    return int.from_bytes(xxhash.xxh3_64_digest(fold(text).encode("utf-8", "surrogatepass")), "big", signed=True)
