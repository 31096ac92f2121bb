"""Text that people write as nodes and values: every fault reported with its place."""
