"""Values in JSON-LD: each may be a text, a number, an object with a name, a reference, or a list of any of them."""

from __future__ import annotations

from typing import Any

Node = dict[str, Any]

MAX_WRAPPING = 3
"""Lists in lists that are opened."""


def strings(value: Any) -> list[str]:
    """The texts that a value is or lists; blank ones are none."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str) and item.strip()]
    return []


def first(value: Any) -> str | None:
    """The first text of a value; a language-tagged or typed value gives its ``@value``."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str | dict)), None)
    if isinstance(value, dict):
        return first(value.get("@value"))
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value).strip() or None if is_text else None


def resolve(value: Any, by_id: dict[str, Node]) -> Any:
    """The node that a reference (``{"@id": …}``, or the bare id) means; any other value as it is."""
    if isinstance(value, str) and value in by_id:
        return by_id[value]
    if isinstance(value, dict) and isinstance(id_ := value.get("@id"), str) and "name" not in value:
        return by_id.get(id_, value)
    return value


def name_of(value: Any, by_id: dict[str, Node], depth: int = 0) -> str | None:
    """The name of a thing, or of the first in a list that has one; a text is a name."""
    if isinstance(value, list):
        inner = value if depth < MAX_WRAPPING else ()
        return next((name for item in inner if (name := name_of(item, by_id, depth + 1))), None)
    value = resolve(value, by_id)
    if isinstance(value, dict):
        return first(value.get("name")) or first(value.get("alternateName"))
    return first(value)


def addresses(value: Any) -> list[str]:
    """The addresses of a thing, or those that a value lists."""
    if isinstance(value, dict):
        return [*strings(value.get("@id")), *strings(value.get("url"))]
    return strings(value)


def flag(value: Any) -> bool | None:
    """A truth value as publishers write it: a bool, ``"True"``, ``"no"``, ``"https://schema.org/True"``."""
    if isinstance(value, bool):
        return value
    text = (first(value) or "").rpartition("/")[2].lower()
    return True if text in ("true", "yes", "1") else False if text in ("false", "no", "0") else None
