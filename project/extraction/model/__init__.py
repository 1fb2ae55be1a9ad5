"""The fitted model: what is counted about the blocks of a page, and the trees that decide by it."""
