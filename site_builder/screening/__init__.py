"""把进口: what must not enter a text that everybody can read, and what the archive has already."""
