"""The window in every language, and in one that does not exist: all is translated, and nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import drag, press
from PyQt6.QtCore import QLocale
from PyQt6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from speech import Pseudo, clipped, said, unmarked

from ui.application import make_window
from ui.language import Language, language_of_application
from ui.languages.extraction import extract
from ui.languages.ts_file import read_ts, ts_path
from ui.languages.update import FOLDER, ROOT, complaints_about
from ui.preferences import Preferences
from ui.queue.forecasting import Forecast
from ui.showing.states import STATES, State, put_away
from ui.window.main_window import MainWindow

WAIT_MS = 60_000
ZOOM = re.compile(r"\d+%$")
# What is no text: names of files and objects, keys, timecodes, units, formats and networks' names.
KEYS = re.compile(
    r"\b((Ctrl|Alt|Shift|Meta)\+)*(Ctrl|Alt|Shift|Left|Right|Up|Down|Home|End|Space|Return|Enter|Del|Esc|F\d+)\b"
)
DATA = re.compile(
    r"greys 灰|Walker|Sign|Cleanplate|untitled-[\w-]+|qt_\w+"
    r"|\b(RGB|MB|GB|KB|px|fps|OCIO|ACES|LUT|EXR|DPX|TIFF|PNG|JPEG)\b"
    r"|\b(auto|explicit|spatial|sttn|opn|rnot)\b|\bx\b|\bv\d+\b"
    r"|English|简体中文|Русский|Editor|Resolve|Nuke|After Effects|Avid|Cutie"
    r"|plate_v003.*|(ProRes|DNxHR|FFV1|H\.264|HEVC|OpenEXR)[^,]*"
)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    """The language of the program, English again afterwards."""
    spoken = language_of_application()
    yield spoken
    spoken.code = ""
    spoken.use("en")


@pytest.fixture
def pseudo(language: Language, preferences: Preferences) -> Iterator[None]:
    """A window that is made speaks the language that does not exist."""
    preferences.language = "en"
    language.use("en")
    language.speak([Pseudo()], QLocale("en"))
    yield
    language.code = ""
    language.use("en")


def shown(window: MainWindow, state: State, qtbot: QtBot) -> QWidget | None:
    """Bring a state about, and wait until it stands."""
    dialog = state.show(window)
    qtbot.waitUntil(
        lambda: not (window.desk.turns.is_busy or window.desk.background.is_busy), timeout=WAIT_MS
    )
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return dialog


def words_left(text: str) -> list[str]:
    """Words that nobody translated and that are no data."""
    left = DATA.sub(" ", KEYS.sub(" ", unmarked(text)))
    return re.findall(r"[A-Za-z]{2,}", left)


def test_every_text_goes_through_the_translation(pseudo: None, window: MainWindow, qtbot: QtBot) -> None:
    left = {}
    for state in STATES:
        dialog = shown(window, state, qtbot)
        for where, text in said(window).items():
            has_data = state.name == "dialog-screen-colour" and " item " in where
            if words_left(text) and not has_data:
                left[f"{state.name}: {where}"] = text
        put_away(window, dialog)
    assert not left, "\n".join(f"{where}: {text!r}" for where, text in left.items())


@pytest.mark.parametrize("speaks", ["pseudo", "ru"])
def test_nothing_is_cut_off(
    language: Language, empty_window: MainWindow, clip: Path, qtbot: QtBot, speaks: str
) -> None:
    """In the longest of our languages, and in texts that are longer by 40 %."""
    window = empty_window
    language.use("ru")
    if speaks == "pseudo":
        language.speak([Pseudo()], QLocale("en"))
    window.open(clip)
    qtbot.waitUntil(lambda: window.desk.frames.best(0) is not None, timeout=WAIT_MS)
    cut = {}
    for state in STATES:
        dialog = shown(window, state, qtbot)
        for place in (window, dialog):
            for told in clipped(place) if place is not None else ():
                cut[f"{state.name}: {told}"] = told
        put_away(window, dialog)
    assert not cut, "\n".join(cut)


def test_another_language_is_spoken_at_once(
    language: Language, window: MainWindow, preferences: Preferences, clip: Path, qtbot: QtBot
) -> None:
    """After the switch the window says what a new one says; and back again it says what it said."""
    english = without_zoom(said(window))
    preferences.language = "ru"
    russian = said(window)
    other = make_window(preferences)
    other.open(clip)
    other.show()
    qtbot.waitUntil(lambda: other.desk.frames.best(0) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: other.desk.mattes.is_current, timeout=WAIT_MS)
    fresh = said(other)
    russian.pop("0 MainWindow  title")
    known = set(without_zoom(fresh).values())
    stale = {where: text for where, text in without_zoom(russian).items() if text not in known}
    other.desk.document.discard()
    other.close()
    other.deleteLater()
    assert not stale, "\n".join(f"{where}: {text!r}" for where, text in stale.items())
    assert window.windowTitle().startswith("Без имени")
    preferences.language = "en"
    assert without_zoom(said(window)) == english


@pytest.mark.parametrize("action", ["queue-add", "deliver", "screen-colour"])
def test_dialogs_that_stay_open_speak_it_at_once(
    language: Language,
    window: MainWindow,
    preferences: Preferences,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
) -> None:
    monkeypatch.setattr(Forecast, "look", lambda *_: None)
    press(window.viewer, "B")
    drag(window, [(0.2, 0.2), (0.4, 0.4)])
    window.desk.playhead.mark(2, 5)

    def opened() -> QDialog:
        window.actions_[action].trigger()
        (dialog,) = (one for one in window.findChildren(QDialog) if one.isVisible())
        qtbot.waitUntil(lambda: not (window.desk.turns.is_busy or window.desk.background.is_busy))
        return dialog

    dialog = opened()
    english = said(dialog)
    preferences.language = "ru"
    QApplication.sendPostedEvents()  # by which Qt's own buttons are told
    qtbot.waitUntil(lambda: not window.desk.background.is_busy)
    russian = said(dialog)
    dialog.close()
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(QDialog)))
    dialog = opened()
    assert russian == said(dialog)
    assert russian != english
    dialog.close()


def without_zoom(texts: dict[str, str]) -> dict[str, str]:
    """Leave the zoom out, which depends on the room that texts of other lengths leave."""
    return {where: ZOOM.sub("", text) for where, text in texts.items()}


def test_numbers_follow_the_language_and_timecode_does_not(
    language: Language, window: MainWindow, preferences: Preferences
) -> None:
    preferences.language = "ru"
    window.desk.view.change(gain=1.5)
    assert window.viewer_panel.view_bar._gain.text() == "1,50"
    assert window.viewer_panel.transport.place.text() == "00:00:00:00"
    preferences.language = "en"
    assert window.viewer_panel.view_bar._gain.text() == "1.50"


@pytest.mark.parametrize("code", ["zh_CN", "ru"])
def test_translations_are_complete(code: str) -> None:
    found = extract(ROOT)
    assert not complaints_about(found, read_ts(ts_path(FOLDER, code), code)), (
        "python3 dev.py translate names them"
    )
