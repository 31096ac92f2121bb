"""Page families: each module renders a snapshot into `Page` values."""
