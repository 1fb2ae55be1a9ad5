"""What can go wrong with the archive, said in one line."""


class ArchiveError(Exception):
    """The archive cannot be read or written. Its message is one line that names the file and what to do."""
