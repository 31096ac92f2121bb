"""The edges of Chunshui: read content, call `scoring`, render pages, publish."""
