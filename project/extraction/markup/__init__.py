"""A page as bytes and elements: character sets, what elements are, what their names and its scripts say."""
