"""All fields but the text: what a page says of each, where it stands, and which of it holds."""
