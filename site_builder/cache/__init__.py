"""What was worked out before, kept beside the history and never needed: safe to delete."""

from site_builder.cache.store import ResidentStore, Store, store_for

__all__ = ["ResidentStore", "Store", "store_for"]
