"""Leaving nothing behind but what the user made."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from editor.media.output import discard
from editor.media.playback.proxies import cache_folder
from editor.media.playback.room import FOLDERS
from editor.project.folders import settings_path

_CACHES = (*FOLDERS, "bundles", "learned")
"""Only what is ours: the folder may be one that other things lie in, too."""


def forget() -> list[Path]:
    """Delete caches and settings; projects, backups, queue and models stay.

    Returns
    -------
    list of Path
        What was there, and is not any more.
    """
    known = [*(cache_folder() / name for name in _CACHES), settings_path()]
    found = [path for path in known if path.exists()]
    for path in found:
        discard(path)
    for folder in (cache_folder(), settings_path().parent):
        # One that is not empty holds what is not ours.
        with suppress(OSError):
            folder.rmdir()
    return [path for path in found if not path.exists()]
