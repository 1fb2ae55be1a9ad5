"""Boilerplate by its words: what a page says beside its story, in any language, whatever the markup."""

from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.phrases import boilerplate_reason
from project.boilerplate.plain import blocks_of_text
from project.folding import fingerprint, fold

__all__ = ["blocks_of_text", "boilerplate_reason", "drop_boilerplate", "fingerprint", "fold"]
