"""Boilerplate by its words: what a page says beside its story, in any language, whatever the markup."""

from project.boilerplate.drop import drop_boilerplate
from project.boilerplate.folding import blocks_of_text, fingerprint, fold
from project.boilerplate.phrases import boilerplate_reason

__all__ = ["blocks_of_text", "boilerplate_reason", "drop_boilerplate", "fingerprint", "fold"]
