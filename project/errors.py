"""Mistakes of a user that end in one line, not in a traceback."""


class ArgumentError(ValueError):
    """A spider's argument, a setting or a site's rule is missing or wrong. The message is one line that names it and
    says what to do."""
