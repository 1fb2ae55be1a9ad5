"""What becomes of a page and of a crawl, in the words of the ledger and of the exit status."""
