"""Readers' comments, told by the lines that sign and date them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from project.boilerplate.lines import signed_and_dated

# A story quotes one or two signed and dated lines, not more.
_SIGNED = 3
# Of a live blog's lines few hands sign more than so much of all.
_HANDS = 0.6


def find_comments(folded: Sequence[str], sizes: Sequence[int], found: Mapping[int, str]) -> dict[int, str]:
    """Index -> reason: from the first comment to the end of the page, or the lines alone that sign one.

    ``folded`` are the blocks, ``sizes`` the characters of those that may be story (0 for others), ``found`` the reasons
    of those that are none. The lines of a live blog are signed and dated too, but by few hands; and a box of the latest
    comments may stand before most of the story, or amid it.
    """
    signed = {i: name for i, line in enumerate(folded) if (name := signed_and_dated(line))}
    if not signed:
        return {}
    first = min(signed)
    is_headed = first > 0 and found.get(first - 1) == "comments"
    if len(signed) < _SIGNED and not is_headed:
        return {}
    # What stands between two such lines is one comment, unless the story is the longer.
    lengths = [0]
    for i in range(first, len(folded)):
        if i in signed:
            lengths.append(0)
        else:
            lengths[-1] += sizes[i]
    is_after_story = sum(sizes[:first]) > max(lengths)
    if is_after_story and are_many_hands(signed.values()):
        return dict.fromkeys(range(first, len(folded)), "comments")
    return dict.fromkeys(signed, "byline")


def are_many_hands(names: Collection[str]) -> bool:
    """Whether those who signed some lines, a name each, are readers and no desk of a few."""
    return len(set(names)) > _HANDS * len(names)
