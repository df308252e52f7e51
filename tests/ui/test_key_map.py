"""The key map as it is promised: every key, also the second ones, given to its action; and what was left."""

from __future__ import annotations

import pytest
from hands import drag, press
from PyQt6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte
from ui.actions.keymap import normal, preset_keys
from ui.finding.dialog import FindDialog
from ui.window.main_window import MainWindow

WAIT_MS = 90_000
PROMISED = {
    "play": "Space", "shuttle-back": "J", "shuttle-stop": "K", "shuttle-forward": "L",
    "step-back": "Left ,", "step-forward": "Right .", "small-step-back": "Shift+Left",
    "small-step-forward": "Shift+Right", "large-step-back": "Ctrl+Shift+Left",
    "large-step-forward": "Ctrl+Shift+Right", "start": "Home", "end": "End", "mark-in": "I", "mark-out": "O",
    "goto-in": "Shift+I", "goto-out": "Shift+O", "clear-range": "Alt+X", "loop": "Ctrl+L",
    "edit-previous": "Up", "edit-next": "Down", "key-previous": "Ctrl+Left", "key-next": "Ctrl+Right",
    "marker-previous": "Shift+Up", "marker-next": "Shift+Down", "marker-add": "M", "marker-edit": "Shift+M",
    "attention-next": "N", "attention-previous": "Shift+N", "goto": "Ctrl+G", "time-in": "=", "time-out": "-",
    "time-fit": "\\ Ctrl+Alt+F", "fit": "F", "one-to-one": "Ctrl+1", "pan": "H", "tool-select": "V",
    "tool-smart": "S", "tool-brush": "B", "tool-eraser": "E", "tool-bezier": "P", "tool-polygon": "G",
    "tool-box": "R", "tool-plate": "C", "brush-smaller": "[", "brush-larger": "]",
    "brush-softer": "Shift+[", "brush-harder": "Shift+]", "swap-sign": "X", "object-new": "Ctrl+Shift+N",
    "mask-delete": "Del", "keyframe-set": "Ctrl+K", "keyframe-remove": "Shift+Del", "accept": "Enter",
    "plate-accept": "Shift+Enter", "propagate-forward": "Alt+Right", "propagate-backward": "Alt+Left",
    "propagate-both": "Ctrl+T", "propagate-one-forward": "Alt+.", "propagate-one-backward": "Alt+,",
    "leave": "Esc", "overlays": "Q", "matte": "A", "before-after": "D", "wipe": "W", "wipe-turn": "Shift+W",
    "difference": "Shift+D", "preview": "Ctrl+Enter", "queue-add": "Ctrl+M", "queue-run": "Ctrl+Shift+M",
    "save-frame": "Ctrl+Shift+E", "undo": "Ctrl+Z", "redo": "Ctrl+Shift+Z Ctrl+Y", "new": "Ctrl+N",
    "open": "Ctrl+O", "import": "Ctrl+I", "save": "Ctrl+S", "save-as": "Ctrl+Shift+S",
    "command-search": "Ctrl+Shift+P", "key-sheet": "Ctrl+/", "shortcuts": "Ctrl+Alt+K", "help": "F1",
    "fullscreen": "F11", "maximise": "`",
    **{f"object-{number}": str(number) for number in range(1, 10)},
    **{
        f"mode-{mode}": f"Alt+{number}"
        for number, mode in enumerate(
            ("source", "overlay", "matte", "result", "wipe", "difference", "hole", "side"), 1
        )
    },
}  # fmt: skip


def test_every_promised_key_is_given_to_its_action() -> None:
    keys = preset_keys("editor")
    missing = {
        action: key
        for action, wanted in PROMISED.items()
        for key in wanted.split()
        if normal(key) not in {normal(given) for given in keys[action]}
    }
    assert not missing


def test_each_number_chooses_its_object(window: MainWindow) -> None:
    for _ in range(9):
        press(window.viewer, "Ctrl+Shift+N")
    objects = window.desk.selection.objects
    for number in (5, 1, 9, 2, 8, 3, 7, 4, 6):
        press(window.viewer, str(number))
        assert window.desk.selection.object == objects[number - 1]


def test_shift_m_names_the_marker_or_takes_it_away(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [("take this out", True), ("", False), ("", True)]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: answers.pop(0))
    press(window.viewer, "Shift+M")
    assert "no marker" in window.viewer_panel.notice.text
    press(window.viewer, "M")
    for expected in ({0: "take this out"}, {0: "take this out"}, {}):
        press(window.viewer, "Shift+M")
        assert window.commands._markers() == expected
    press(window.viewer, "Ctrl+Z")
    assert window.commands._markers() == {0: "take this out"}


def test_ctrl_f_asks_what_is_to_be_found(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+F")
    assert [dialog.isVisible() for dialog in window.findChildren(FindDialog)] == [True]


SECOND = (("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+=", 1), ("Ctrl+Alt+F", -1))


def test_second_keys_do_the_same(window: MainWindow) -> None:
    strip = window.timeline.strip
    for key, sign in SECOND:
        before = strip.scale.frame_px
        press(window.viewer, key)
        assert (strip.scale.frame_px - before) * sign > 0, key
    size = window.brush.size
    press(window.viewer, "Ctrl+Alt+]")
    assert window.brush.size > size
    press(window.viewer, "Ctrl+Alt+[")
    assert window.brush.size == pytest.approx(size)
    press(window.viewer, "Ctrl+Alt+;")
    assert window.brush.hardness == pytest.approx(0.9)
    press(window.viewer, "Ctrl+Alt+'")
    assert window.brush.hardness == 1


def test_masks_are_carried_back_a_frame_and_to_the_start_of_the_range(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.desk.playhead.mark(8, 12)
    window.desk.playhead.go(11)
    press(window.viewer, "B")
    window.brush.size = 0.4
    drag(window, [(0.4, 0.47), (0.6, 0.47)])
    project, thing = window.desk.document.project, window.desk.selection.object

    def carried() -> set[int]:
        layers = (placed.layer for placed in project.layers.of(thing.id))
        return {layer.frame for layer in layers if isinstance(layer, FrameMatte)}

    def is_at_rest() -> bool:
        return not window.runner.is_running and not window.propagation.is_arriving

    press(window.viewer, "Alt+,")
    qtbot.waitUntil(lambda: carried() == {10} and is_at_rest(), timeout=WAIT_MS)
    press(window.viewer, "Alt+Left")
    qtbot.waitUntil(lambda: carried() == {8, 9, 10} and is_at_rest(), timeout=WAIT_MS)
    press(window.viewer, "Ctrl+Z")
    assert carried() == {10}
