"""Processes that read pages for a crawl."""
