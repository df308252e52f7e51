"""Keys and objects copied and pasted by key."""

from __future__ import annotations

from hands import drag, press
from pytestqt.qtbot import QtBot

from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from ui.window.main_window import MainWindow


def layers(window: MainWindow) -> list[object]:
    thing = window.desk.selection.object
    return [placed.layer for placed in window.desk.document.project.layers.of(thing.id)]


def test_strokes_of_a_frame_are_pasted_on_another_one(window: MainWindow) -> None:
    press(window.viewer, "B")
    drag(window, [(0.3, 0.3), (0.6, 0.3)])
    press(window.viewer, "Ctrl+C")
    window.desk.playhead.go(12)
    press(window.viewer, "Ctrl+V")
    first, second = layers(window)
    assert isinstance(first, Stroke)
    assert isinstance(second, Stroke)
    assert (first.span.first, second.span.first) == (0, 12)
    assert first.points == second.points
    press(window.viewer, "Ctrl+Z")
    assert len(layers(window)) == 1


def test_chosen_keyframes_come_into_the_same_shape(window: MainWindow) -> None:
    press(window.viewer, "R")
    drag(window, [(0.2, 0.2), (0.5, 0.6)])
    window.desk.playhead.go(4)
    press(window.viewer, "Ctrl+K")
    thing = window.desk.selection.object
    window.timeline.strip.select(frozenset({(thing.id, 0), (thing.id, 4)}))
    press(window.viewer, "Ctrl+C")
    window.desk.playhead.go(20)
    press(window.viewer, "Ctrl+V")
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert [key.frame for key in shape.keys] == [0, 4, 20, 24]
    assert shape.keys[2].box == shape.keys[0].box
    assert window.timeline.strip.selected == {(thing.id, 20), (thing.id, 24)}
    window.desk.playhead.go(27)
    press(window.viewer, "Ctrl+V")
    (shape,) = layers(window)
    assert [key.frame for key in shape.keys] == [0, 4, 20, 24, 27]  # what lies behind the end is left out


def test_an_object_is_pasted_into_another_shot(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    window.desk.playhead.go(2)
    drag(window, [(0.3, 0.3), (0.6, 0.3)])
    press(window.viewer, "Ctrl+Alt+C")
    project, shot = window.desk.document.project, window.desk.selection.shot
    other = project.shots.add(shot.media_id, range(10, 20), "other")
    window.desk.selection.choose_shot(other)
    assert window.desk.selection.objects == []
    press(window.viewer, "Ctrl+V")
    (copy,) = window.desk.selection.objects
    (stroke,) = layers(window)
    assert copy.shot_id == other.id
    assert stroke.span.first == 12
    qtbot.waitUntil(lambda: set(window.timeline.strip.content.lanes[0].marks) == {12}, timeout=20_000)
    press(window.viewer, "Ctrl+Z")
    assert window.desk.selection.objects == []


def test_what_cannot_be_is_said(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    press(window.viewer, "Ctrl+V")
    assert "Nothing was copied" in window.viewer_panel.notice.text
    press(window.viewer, "Ctrl+C")
    assert "no key here" in window.viewer_panel.notice.text
