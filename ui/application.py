"""The program with a window: `cleanplate-editor [PATH]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from editor.media.playback.proxies import FOLDER_VARIABLE
from editor.project.folders import settings_path
from ui.desk.desk import Desk
from ui.language import language_of_application
from ui.preferences import Preferences
from ui.theme.style import apply_theme
from ui.window.main_window import MainWindow

_TIDY_AFTER_MS = 20_000
_SWITCH_INTERVAL_S = 0.001
"""So long may another thread keep the window's thread from running Python, and at every event anew."""
_DRESSING = {"theme", "interface_percent"}


def run() -> None:
    """Start the program as the command line says, and leave with its exit status."""
    sys.exit(status_of(sys.argv))


def status_of(words: Sequence[str]) -> int:
    """Start the program.

    Parameters
    ----------
    words : sequence of str
        The program's name, and perhaps a project, a clip, or a folder of pictures to open.

    Returns
    -------
    int
        Exit status.
    """
    application = make_application(words)
    window = make_window(Preferences(settings_path()))
    window.show()
    window.greet()
    QTimer.singleShot(_TIDY_AFTER_MS, window.tidy)
    paths = application.arguments()[1:]
    if paths:
        # From the event loop, so that the window is there while the clip is looked at.
        QTimer.singleShot(0, lambda: window.open(Path(paths[0])))
    return application.exec()


def make_application(words: Sequence[str]) -> QApplication:
    """Make the one application of this process."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    application = QApplication(list(words))
    application.setApplicationName("Cleanplate")
    application.setDesktopFileName("cleanplate")
    return application


def make_window(preferences: Preferences) -> MainWindow:
    """Make a window; language and looks of the program are as the preferences say, now and always."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def dress(name: str = "theme") -> None:
        if name in _DRESSING:
            apply_theme(application, preferences.theme, preferences.interface_percent)
        elif name == "language":
            language_of_application().use(preferences.language)

    own_place = os.environ.get(FOLDER_VARIABLE)

    def place_caches(name: str = "cache_place") -> None:
        """Tell this process and all that it starts where caches lie; the environment has the last word."""
        if name != "cache_place" or own_place:
            return
        if preferences.cache_place is None:
            os.environ.pop(FOLDER_VARIABLE, None)
        else:
            os.environ[FOLDER_VARIABLE] = str(preferences.cache_place)

    dress("language")
    dress()
    place_caches()
    preferences.changed.connect(dress)
    preferences.changed.connect(place_caches)
    return MainWindow(Desk(preferences))
