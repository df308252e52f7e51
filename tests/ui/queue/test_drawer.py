"""The drawer follows the queue and changes it, whoever else does so too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from editor.render.queue.control import pause
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, Wishes, add, note
from editor.render.request import RemovalRequest
from ui.queue.drawer import QueueDrawer
from ui.queue.table import STATE, told_time
from ui.window.main_window import MainWindow

LONG_MS = 30_000


@pytest.fixture
def drawer(empty_window: MainWindow, clip: Path, tmp_path: Path, qtbot: QtBot) -> QueueDrawer:
    """Three waiting jobs in an open drawer; nobody does them."""
    mask = tmp_path / "mask.png"
    mask.write_bytes(b"looked at when it is rendered")
    with Database() as database:
        for name in "abc":
            request = RemovalRequest(clip=str(clip), mask=mask, out=str(tmp_path / f"{name}.mkv"))
            add(database, request, Wishes(name=name))
    empty_window.actions_["queue-show"].trigger()
    made = empty_window.rendering.drawer
    qtbot.waitUntil(lambda: names(made) == ["a", "b", "c"], timeout=LONG_MS)
    return made


def names(drawer: QueueDrawer) -> list[str]:
    return [row.job.name for row in drawer._model.rows]


def states(drawer: QueueDrawer) -> list[State]:
    return [row.job.state for row in drawer._model.rows]


def test_buttons_do_what_they_say(drawer: QueueDrawer, qtbot: QtBot) -> None:
    drawer.choose(2)
    assert not drawer.resume.isEnabled()
    drawer.pause.click()
    qtbot.waitUntil(lambda: states(drawer)[1] is State.PAUSED, timeout=LONG_MS)
    assert [row.job.name for row in drawer.chosen] == ["b"]
    assert not drawer.pause.isEnabled()
    drawer.resume.click()
    qtbot.waitUntil(lambda: states(drawer)[1] is State.WAITING, timeout=LONG_MS)
    drawer.cancel_keeping.trigger()
    qtbot.waitUntil(lambda: states(drawer)[1] is State.CANCELLED, timeout=LONG_MS)
    drawer.retry.click()
    qtbot.waitUntil(lambda: states(drawer)[1] is State.WAITING, timeout=LONG_MS)
    drawer.cancel_removing.trigger()
    qtbot.waitUntil(lambda: states(drawer)[1] is State.CANCELLED, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "cancelled by the user" in drawer.log.toPlainText(), timeout=LONG_MS)
    drawer.clear.click()
    qtbot.waitUntil(lambda: names(drawer) == ["a", "c"], timeout=LONG_MS)


def test_jobs_change_places(drawer: QueueDrawer, qtbot: QtBot) -> None:
    drawer.choose(3)
    drawer.up.click()
    qtbot.waitUntil(lambda: names(drawer) == ["a", "c", "b"], timeout=LONG_MS)
    assert [row.job.name for row in drawer.chosen] == ["c"]
    drawer.down.click()
    qtbot.waitUntil(lambda: names(drawer) == ["a", "b", "c"], timeout=LONG_MS)
    drawer.priority.setValue(5)
    qtbot.waitUntil(lambda: names(drawer) == ["c", "a", "b"], timeout=LONG_MS)
    model = drawer._model
    dragged = model.mimeData([model.index(2, 0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    qtbot.waitUntil(lambda: names(drawer) == ["b", "c", "a"], timeout=LONG_MS)


def test_what_others_do_is_seen(drawer: QueueDrawer, qtbot: QtBot) -> None:
    drawer.choose(1)
    with Database() as database:
        pause(database, 1)
        with database.change() as connection:
            connection.execute("UPDATE jobs SET reason = 'the drive is full' WHERE id = 1")
            note(connection, 1, "somebody looked at it")
    qtbot.waitUntil(lambda: drawer.message.text() == "the drive is full", timeout=LONG_MS)
    assert drawer._model.data(drawer._model.index(0, STATE)) == "Paused"
    qtbot.waitUntil(lambda: "somebody looked at it" in drawer.log.toPlainText(), timeout=LONG_MS)
    assert drawer._feed.view.open_count == 3


def test_what_cannot_be_done_is_told(drawer: QueueDrawer, empty_window: MainWindow, qtbot: QtBot) -> None:
    drawer.choose(1)
    with Database() as database:
        pause(database, 1)
        drawer.pause.click()
        qtbot.waitUntil(
            lambda: any("is paused and cannot be paused" in text for text in empty_window.messages.texts()),
            timeout=LONG_MS,
        )


def test_times_are_told_as_a_clock_does() -> None:
    assert [told_time(value) for value in (0, 61.4, 3600, 90_061)] == ["0:00", "1:01", "1:00:00", "25:01:01"]
