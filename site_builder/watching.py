"""Hear from the system which files are written."""

from __future__ import annotations

from typing import Final

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_WRITTEN: Final = (FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent)


class Changes:
    """The system's own observer of files, told only what is written; polling where it has none.

    MkDocs looks at every file twice a second. The system reports also what is only read, and
    reading is what a build does.
    """

    def __init__(self) -> None:
        """Watch nothing yet."""
        self._observer: BaseObserver = Observer()
        self._wanted: list[tuple[FileSystemEventHandler, str, bool]] = []

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool
    ) -> tuple[FileSystemEventHandler, str, bool]:
        """Remember what to watch."""
        self._wanted.append((handler, path, recursive))
        return self._wanted[-1]

    def start(self) -> None:
        """Begin to watch; a system that cannot watch so many folders makes us look ourselves."""
        try:
            self._begin()
        except OSError:
            self._observer = PollingObserver()
            self._begin()

    def _begin(self) -> None:
        for handler, path, recursive in self._wanted:
            self._observer.schedule(handler, path, recursive=recursive, event_filter=list(_WRITTEN))
        self._observer.start()

    def stop(self) -> None:
        """End watching."""
        self._observer.stop()
