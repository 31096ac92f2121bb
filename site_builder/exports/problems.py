"""What stops an export from being made or read."""

from __future__ import annotations


class ExportError(Exception):
    """An export that cannot be made or trusted; its message is a Chinese sentence."""
