"""What a fetched page is, as a whole: an article, a list, a notice, nothing."""
