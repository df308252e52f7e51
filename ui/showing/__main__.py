"""Takes pictures of the window: `python -m ui.showing FOLDER [--languages en ru] [--states roto ...]`.

It needs no screen. The pictures show the sample, which is drawn at first, and nothing else.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog

from editor.project.folders import DATA_VARIABLE
from ui.application import make_application, make_window
from ui.language import LANGUAGES
from ui.preferences import Preferences
from ui.showing.material import bring_edit, mask_sample
from ui.showing.states import STATES, State, put_away
from ui.theme.colours import THEMES
from ui.window.main_window import MainWindow

SIZES = ("1366x768@100", "1366x768@200", "2560x1440@100", "2560x1440@200")
_HANDS: Any = QTest  # whose stubs take its static methods for others
_WIDTH, _HEIGHT, _FRAMES = 960, 540, 40
_PATIENCE_MS = 60_000
_STEP_MS = 30


def main(words: Sequence[str]) -> int:
    """Take pictures, and return the exit status."""
    asked = _parser().parse_args(words)
    states = [state for state in STATES if not asked.states or state.name in asked.states]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_VARIABLE] = folder
        os.environ["CLEANPLATE_CACHE"] = str(Path(folder) / "cache")
        sample = _draw_sample(asked.sample or Path(folder) / "sample")
        _application = make_application(["cleanplate"])
        for language in asked.languages:
            folder = asked.folder / (language if asked.theme == "dark" else f"{language}-{asked.theme}")
            take(folder, Looks(language, asked.theme), asked.sizes, states, sample)
    return 0


@dataclass(frozen=True, slots=True)
class Looks:
    """How the window looks on pictures.

    Attributes
    ----------
    language, theme : str
        Code of the language, and name of the theme.
    """

    language: str
    theme: str = "dark"


def take(folder: Path, looks: Looks, sizes: Sequence[str], states: Sequence[State], sample: Path) -> None:
    """Take pictures in one language and theme.

    Parameters
    ----------
    folder : Path
        Where they go: a file for each state and size.
    looks : Looks
        Language and theme.
    sizes : sequence of str
        Of windows and of what is in them, as in `SIZES`.
    states : sequence of State
        What to show.
    sample : Path
        Folder of the sample.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as settings:
        preferences = Preferences(Path(settings) / "ui.ini")
        preferences.language, preferences.theme = looks.language, looks.theme
        preferences.learns_ahead = False
        window = make_window(preferences)
        for size in sizes:
            width, height, percent = map(int, size.replace("@", "x").split("x"))
            preferences.interface_percent = percent
            window.resize(width, height)
            window.show()
            window.actions_["layout-reset"].trigger()
            for has_clip in (False, True):
                if has_clip and any(state.has_clip for state in states):
                    _open(window, sample)
                for state in states:
                    if state.has_clip == has_clip:
                        _take_one(window, state, folder / f"{state.name}-{size}.png")
            window.desk.document.discard()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, 0)


def _take_one(window: MainWindow, state: State, path: Path) -> None:
    dialog = state.show(window)
    _settle(window)
    picture(window, dialog)  # some find out how much room they need when they are drawn first
    _settle(window)
    picture(window, dialog).save(str(path))
    put_away(window, dialog)


def picture(window: MainWindow, dialog: QDialog | None) -> QPixmap:
    """Grab the window with the dialog over its middle."""
    grabbed = window.grab()
    if dialog is not None:
        painter = QPainter(grabbed)
        corner = window.rect().center() - dialog.rect().center()
        painter.fillRect(dialog.rect().translated(corner).adjusted(-1, -1, 1, 1), dialog.palette().dark())
        painter.drawPixmap(QPoint(max(0, corner.x()), max(0, corner.y())), dialog.grab())
        painter.end()
    return grabbed


def _open(window: MainWindow, sample: Path) -> None:
    window.open(sample / "shot.mov")
    _wait(lambda: window.desk.frames.best(0) is not None)
    project, shot = window.desk.document.project, window.desk.selection.shot
    if project is not None and shot is not None:
        mask_sample(project, shot, sample / "mattes")
        bring_edit(project, sample, sample / "shot.mov")
        window.desk.selection.choose_object(window.desk.selection.objects[0].id)
        window.desk.playhead.mark(4, _FRAMES - 6)
    _wait(lambda: not window.desk.frames.is_making_proxy)


def _settle(window: MainWindow) -> None:
    """Wait until nothing is read or measured any more, and the layout has come to rest."""
    desk = window.desk
    _wait(lambda: not (desk.turns.is_busy or desk.background.is_busy))
    if desk.selection.shot is not None:
        _wait(lambda: desk.frames.best(desk.playhead.frame) is not None and desk.mattes.is_current)
    _HANDS.qWait(5 * _STEP_MS)
    _wait(lambda: not desk.background.is_busy)  # thumbnails of what has come to rest


def _wait(is_done: Any) -> None:
    waited_ms = 0
    while not is_done() and waited_ms < _PATIENCE_MS:
        _HANDS.qWait(_STEP_MS)
        waited_ms += _STEP_MS


def _draw_sample(folder: Path) -> Path:
    from editor.datasets.sample.scene import SceneSettings
    from editor.datasets.synthesise import SampleSettings, find_sample, write_sample

    settings = SampleSettings(SceneSettings(_WIDTH, _HEIGHT, Fraction(25), 7), _FRAMES)
    if find_sample(folder, settings) is None:
        write_sample(folder, settings, lambda _done: None, overwrite=folder.exists())
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.showing", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--languages", nargs="+", default=list(LANGUAGES), choices=list(LANGUAGES))
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    parser.add_argument("--states", nargs="+", default=[], choices=[state.name for state in STATES])
    parser.add_argument("--theme", default="dark", choices=list(THEMES))
    parser.add_argument("--sample", type=Path, help="folder of the sample; it is drawn where it is missing")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
