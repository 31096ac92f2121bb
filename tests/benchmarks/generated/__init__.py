"""Generated content: an invented province of any size, the same for the same seed."""
