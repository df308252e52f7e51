"""What jobs make is seen while they still run; the tests hold them up to look."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import cv2
import numpy as np
import pytest
from hands import drag, press, seen
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.render.messages import FrameMade, Message, Outlook, Result
from ui.jobs.corrections import span_between
from ui.jobs.outlooks import told_outlook
from ui.jobs.patches import Patches
from ui.window.main_window import MainWindow

LONG_MS = 60_000
HEIGHT, WIDTH = 96, 160
DONE = Result((), 1, 1, 0, 0.1)

Tell = Callable[[Message], None]


def made_matte(frame: int, confidence: float = 0.9) -> FrameMade:
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[30:60, 60:100] = 255
    return FrameMade(frame, cv2.imencode(".png", matte)[1].tobytes(), 0, 0, matte.shape, confidence)


def made_fill(frame: int, shape: tuple[int, int] = (HEIGHT, WIDTH)) -> FrameMade:
    """A green patch over the upper left quarter of the picture, its right half transparent."""
    patch = np.zeros((shape[0] // 2, shape[1] // 2, 4), np.uint8)
    patch[..., 1] = 255
    patch[:, : shape[1] // 4, 3] = 255
    return FrameMade(frame, cv2.imencode(".png", patch)[1].tobytes(), 0, 0, shape)


class Held:
    """Stands for a worker: tells some messages, then waits to be let go or stopped."""

    def __init__(self, *messages: Message) -> None:
        self._messages = messages
        self.go_on = Event()

    def __call__(self, _request: object, tell: Tell) -> Result:
        for message in self._messages:
            tell(message)
        while not self.go_on.wait(0.01):
            tell(Outlook({}))
        return DONE


def states(window: MainWindow) -> dict[int, FrameState]:
    project, thing = window.desk.document.project, window.desk.selection.object
    layers = [placed.layer for placed in project.layers.of(thing.id)]
    return {layer.frame: layer.state for layer in layers if isinstance(layer, FrameMatte)}


def painted(window: MainWindow, frame: int) -> None:
    window.desk.playhead.go(frame)
    press(window.viewer, "B")
    drag(window, [(0.4, 0.4), (0.6, 0.4)])


def hold(window: MainWindow, monkeypatch: pytest.MonkeyPatch, where: str, *messages: Message) -> Held:
    held = Held(*messages)
    monkeypatch.setattr(where, held)
    return held


def test_propagated_mattes_appear_while_others_are_made(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(window, 10)
    held = hold(window, monkeypatch, "ui.jobs.propagating.render", made_matte(11), made_matte(12, 0.3))
    press(window.viewer, "Alt+Right")
    ai = {11: FrameState.AI, 12: FrameState.AI}
    qtbot.waitUntil(lambda: states(window) == ai, timeout=LONG_MS)
    assert window.runner.is_running
    assert not window.offer.text
    held.go_on.set()
    qtbot.waitUntil(lambda: not window.propagation.is_arriving, timeout=LONG_MS)
    assert "Frame 12" in window.offer.text
    window.offer.button.click()
    assert window.desk.playhead.frame == 12
    assert not window.offer.text
    press(window.viewer, "Ctrl+Z")
    assert states(window) == {}


def test_esc_keeps_what_was_propagated_as_one_step(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(window, 10)
    press(window.viewer, "Esc")
    made = [made_matte(frame) for frame in range(11, 17)]
    hold(window, monkeypatch, "ui.jobs.propagating.render", *made)
    press(window.viewer, "Alt+Right")
    qtbot.waitUntil(lambda: len(states(window)) == 6, timeout=LONG_MS)
    press(window.viewer, "Esc")
    qtbot.waitUntil(lambda: not window.propagation.is_arriving, timeout=LONG_MS)
    assert len(states(window)) == 6
    assert not window.messages.texts()
    press(window.viewer, "Ctrl+Z")
    assert states(window) == {}


def test_fills_appear_while_others_are_made_and_edits_make_them_stale(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(window, 10)
    press(window.viewer, "Alt+4")
    window.desk.playhead.mark(9, 11)
    held = hold(window, monkeypatch, "ui.jobs.preview.render", Outlook({9: 0.4, 10: 0.01}), made_fill(10))
    press(window.viewer, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.preview.valid == {10}, timeout=LONG_MS)
    assert window.runner.is_running
    assert any("frame 9 (40% of the hole)" in text for text in window.messages.texts())
    qtbot.waitUntil(lambda: seen(window, 0.1, 0.2) == [0, 255, 0], timeout=LONG_MS)
    assert seen(window, 0.45, 0.2) == [80, 80, 80]
    painted(window, 10)
    assert window.preview.stale == {10}
    held.go_on.set()
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    assert window.preview.stale == {9, 10, 11}
    window.desk.playhead.go(9)
    qtbot.waitUntil(lambda: window.preview.pixels(9) is not None, timeout=LONG_MS)


def test_a_stopped_preview_keeps_its_frames_and_another_adds_to_them(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(window, 10)
    press(window.viewer, "Esc")
    hold(window, monkeypatch, "ui.jobs.preview.render", made_fill(10))
    press(window.viewer, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.preview.valid == {10}, timeout=LONG_MS)
    press(window.viewer, "Esc")
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    assert window.preview.valid == {10}
    held = hold(window, monkeypatch, "ui.jobs.preview.render", made_fill(3))
    held.go_on.set()
    window.desk.playhead.mark(3, 3)
    press(window.viewer, "Ctrl+Return")
    qtbot.waitUntil(lambda: window.preview.valid == {3, 10}, timeout=LONG_MS)


def test_patches_fit_pictures_of_any_size_and_touch_nothing_else() -> None:
    patches = Patches()
    patches.add(made_fill(4, (40, 80)))
    for height, width in ((40, 80), (100, 200), (31, 63)):
        source = np.random.default_rng(height).integers(0, 255, (height, width, 4), np.uint8)
        laid = patches.composed(4, source)
        assert laid is not None
        assert laid is patches.composed(4, source)
        assert (laid[: height // 2 - 2, : width // 4 - 2, :3] == (0, 255, 0)).all()
        assert (laid[height // 2 + 1 :] == source[height // 2 + 1 :]).all()
        assert (laid[:, width // 4 + 3 :] == source[:, width // 4 + 3 :]).all()
    assert patches.composed(5, source) is None


def test_what_is_never_seen_is_told_with_a_remedy() -> None:
    assert not told_outlook({}, is_part=True)
    assert not told_outlook({3: 0.04}, is_part=True)
    text = told_outlook({3: 0.2, 8: 0.9, 12: 0.1, 20: 0.0}, is_part=True)
    assert "between frames 3 and 12, most of it at frame 8 (90% of the hole)" in text
    assert "clean plate" in text
    assert "longer range" in text
    assert "longer range" not in told_outlook({3: 0.2}, is_part=False)


def test_a_correction_offers_to_be_carried_up_to_the_next_keys(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for frame in (4, 20):
        painted(window, frame)
    made = [made_matte(frame) for frame in range(5, 20)]
    held = hold(window, monkeypatch, "ui.jobs.propagating.render", *made)
    held.go_on.set()
    press(window.viewer, "Ctrl+T")
    qtbot.waitUntil(lambda: not window.propagation.is_arriving, timeout=LONG_MS)
    assert not window.offer.text
    painted(window, 12)
    assert "frames 4 to 20" in window.offer.text
    asked: list[tuple[str, range]] = []
    monkeypatch.setattr(window.propagation, "run", lambda way, frames: asked.append((way, frames)))
    window.offer.button.click()
    assert asked == [("both", range(4, 21))]


def test_spans_lie_between_keys() -> None:
    assert span_between([4, 12, 20], 12, range(30)) == range(4, 21)
    assert span_between([12], 12, range(30)) == range(30)
    assert span_between([2, 12, 28], 12, range(5, 25)) == range(5, 25)
