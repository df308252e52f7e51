"""Work that may wait is done piece by piece, with the user's input in between."""

from __future__ import annotations

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desk.turns import Turns


def test_each_piece_has_a_turn_of_its_own_and_waits_only_once(qapp: QApplication, qtbot: QtBot) -> None:
    turns, done = Turns(), list[str]()
    clock = QTimer()
    clock.timeout.connect(lambda: done.append("input"))

    def first() -> None:
        done.append("first")
        turns.soon(last)

    def last() -> None:
        done.append("last")

    clock.start(0)
    for work in (first, last, first):
        turns.soon(work)
    assert not done
    qtbot.waitUntil(lambda: not turns.is_busy)
    clock.stop()
    pieces = [name for name in done if name != "input"]
    assert pieces == ["first", "last"]
    assert "input" in done[done.index("first") : done.index("last")]


class Panel(QObject):
    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done

    def show_all(self) -> None:
        self._done.append(self.objectName())


def test_what_is_gone_by_then_is_left_out(qapp: QApplication, qtbot: QtBot) -> None:
    turns, done = Turns(), list[str]()
    gone, there = Panel(done), Panel(done)
    there.setObjectName("there")
    turns.soon(gone.show_all)
    turns.soon(there.show_all)
    sip.delete(gone)
    qtbot.waitUntil(lambda: not turns.is_busy)
    assert done == ["there"]


def test_nothing_is_done_any_more_once_it_is_closed(qapp: QApplication) -> None:
    turns, done = Turns(), list[int]()
    turns.soon(lambda: done.append(1))
    turns.close()
    QApplication.processEvents()
    assert not turns.is_busy
    assert not done
