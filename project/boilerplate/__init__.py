"""Boilerplate by its words: what a page says beside its story, in any language, whatever the markup."""
