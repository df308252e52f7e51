"""Starting the window: a process of its own, so that nothing imported here is imported there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from editor.errors import CleanplateError

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

_COMPLETING = "_CLEANPLATE_COMPLETE"
"""Set by shells that ask how a command line could go on; they call without words."""


def wants_window(words: Sequence[str], verbs: Sequence[str]) -> bool:
    """Whether a command line asks for the window: nothing at all, or one path instead of a verb."""
    if _COMPLETING in os.environ:
        return False
    if not words:
        return True
    return len(words) == 1 and words[0] not in verbs and not words[0].startswith("-") and _is_place(words[0])


def open_window(words: Sequence[str]) -> int:
    """Open the window and wait until it is closed.

    Parameters
    ----------
    words : sequence of str
        A clip, a folder of pictures, a timeline or a project; or nothing.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    CleanplateError
        If there is no screen.
    """
    _check_screen()
    with subprocess.Popen([sys.executable, "-m", "ui", *words]) as window:
        return window.wait()


def _check_screen() -> None:
    """Say so where Qt would abort."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        raise CleanplateError(
            "there is no screen that a window could open on",
            remedy="start it on a desktop, or see what `cleanplate --help` lists for the terminal",
        )


def _is_place(word: str) -> bool:
    """Whether a word is a path rather than a verb that somebody mistyped."""
    return Path(word).exists() or any(mark in word for mark in "/\\.%#")
