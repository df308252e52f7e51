"""Playing with sound: what the loudspeaker has played says which frame is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hands import press
from pytestqt.qtbot import QtBot

from ui.window.main_window import MainWindow
from ui.window.sound import SoundPlayer

WAIT_MS = 10_000
FRAME_NS = 40_000_000


class FakeLoudspeaker:
    """Takes all that it is given; the test says how much of it was heard."""

    def __init__(self) -> None:
        self.taken = b""
        self.heard_ns = 0
        self.is_open = True

    def free_bytes(self) -> int:
        return 4096 if len(self.taken) < 200_000 else 0

    def write(self, data: bytes) -> int:
        self.taken += data
        return len(data)

    def played_ns(self) -> int:
        return self.heard_ns

    def close(self) -> None:
        self.is_open = False


@pytest.fixture
def speakers(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[FakeLoudspeaker]:
    """The loudspeakers that were opened; the clip sounds like its frame number, without end."""
    opened: list[FakeLoudspeaker] = []

    def endless(_clip: str, start_s: float) -> Iterator[bytes]:
        while True:
            yield bytes([round(start_s)]) * 1920

    def open_one() -> FakeLoudspeaker:
        opened.append(FakeLoudspeaker())
        return opened[-1]

    monkeypatch.setattr("ui.window.sound.sound_from", endless)
    monkeypatch.setattr("ui.window.sound.time_of", lambda _clip, frame: float(frame))
    window.commands.has_sound = lambda: True
    window.commands.sound._open_loudspeaker = open_one
    return opened


def test_the_picture_follows_what_is_heard(
    window: MainWindow, qtbot: QtBot, speakers: list[FakeLoudspeaker]
) -> None:
    window.desk.playhead.go(3)
    press(window.viewer, "L")
    (speaker,) = speakers
    qtbot.waitUntil(lambda: len(speaker.taken) > 10_000, timeout=WAIT_MS)
    assert set(speaker.taken) == {3}
    for frames in (1, 2, 7):
        speaker.heard_ns = frames * FRAME_NS + FRAME_NS // 2
        qtbot.waitUntil(lambda frames=frames: window.desk.playhead.frame == 3 + frames, timeout=WAIT_MS)
    press(window.viewer, "K")
    assert not speaker.is_open
    press(window.viewer, "L")
    assert len(speakers) == 2
    press(window.viewer, "L")  # twice as quick is silent
    assert not speakers[1].is_open
    assert len(speakers) == 2
    press(window.viewer, "K")


def test_a_loop_begins_the_sound_anew(
    window: MainWindow, qtbot: QtBot, speakers: list[FakeLoudspeaker]
) -> None:
    window.desk.playhead.mark(5, 8)
    window.desk.playhead.go(5)
    press(window.viewer, "Ctrl+L")
    press(window.viewer, "Space")
    qtbot.waitUntil(lambda: bool(speakers[0].taken), timeout=WAIT_MS)
    speakers[0].heard_ns = 4 * FRAME_NS + FRAME_NS // 2
    qtbot.waitUntil(lambda: len(speakers) == 2, timeout=WAIT_MS)
    assert window.desk.playhead.frame == 5
    qtbot.waitUntil(lambda: bool(speakers[1].taken), timeout=WAIT_MS)
    assert set(speakers[1].taken) == {5}
    press(window.viewer, "Space")
    assert not speakers[1].is_open


def test_without_a_device_the_clock_decides(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.has_sound = lambda: True
    window.commands.sound._open_loudspeaker = lambda: None
    press(window.viewer, "L")
    qtbot.waitUntil(lambda: window.desk.playhead.frame >= 3, timeout=WAIT_MS)
    press(window.viewer, "K")


def test_muted_it_is_silent_and_frames_that_are_not_seen_are_counted(
    window: MainWindow, qtbot: QtBot, speakers: list[FakeLoudspeaker]
) -> None:
    window.actions_["sound"].trigger()
    dropped: list[int] = []
    window.commands.transport.dropped.connect(dropped.append)
    window.commands.transport._is_there = lambda _frame: False
    press(window.viewer, "L")
    qtbot.waitUntil(lambda: window.desk.playhead.frame >= 4, timeout=WAIT_MS)
    press(window.viewer, "K")
    assert not speakers
    assert max(dropped) >= 3
    assert "dropped" in window.viewer_panel.transport.told.text()


def test_what_cannot_be_heard_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    player = SoundPlayer(FakeLoudspeaker)
    with qtbot.waitSignal(player.failed, timeout=WAIT_MS):
        player.start("/nowhere.mov", 0)
    qtbot.waitUntil(lambda: player.elapsed_ns() is None, timeout=WAIT_MS)
    player.stop()
