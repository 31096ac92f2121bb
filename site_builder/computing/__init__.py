"""Ledgers, standings, honours out of what was computed before; only what changed is done anew."""
