"""What is known of a site: its file and rules, its hosts, its rhythm and its health."""
