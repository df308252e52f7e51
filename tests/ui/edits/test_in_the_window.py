"""Edits and colours are reached from the window."""

from __future__ import annotations

from pathlib import Path

from edit_files import write_edit, write_wall
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.colour.dialog import ScreenColourDialog
from ui.edits.delivery_dialog import DeliveryDialog
from ui.edits.import_dialog import ImportDialog
from ui.window.main_window import MainWindow

WAIT_MS = 30_000


def dialogs(kind: type) -> list:  # type: ignore[type-arg]
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def test_an_edit_that_is_opened_is_listed_and_comes_in(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    write_wall(tmp_path / "wall.mkv")
    empty_window.open(write_edit(tmp_path / "cut.otio", [("wall.mkv", 4, 8, "")]))
    (dialog,) = dialogs(ImportDialog)
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT_MS):
        dialog.take.click()
    shot = empty_window.desk.selection.shot
    assert shot is not None
    assert shot.frames == range(4, 12)
    assert not dialogs(ImportDialog)


def test_delivery_and_colours_leave_the_window_in_use(window: MainWindow, qtbot: QtBot) -> None:
    for action, kind in (("deliver", DeliveryDialog), ("screen-colour", ScreenColourDialog)):
        window.actions_[action].trigger()
        (dialog,) = dialogs(kind)
        assert not dialog.isModal()
        dialog.close()
        qtbot.waitUntil(lambda: not window.desk.background.is_busy, timeout=WAIT_MS)
        assert not dialogs(kind)
