"""From a snapshot to a published site, making only what has changed."""
