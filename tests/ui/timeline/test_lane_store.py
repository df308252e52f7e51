"""Lanes kept up to date layer by layer: the same as read anew, and without reading all of an object."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hands import press
from pytestqt.qtbot import QtBot

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points
from editor.project.content.layers import LayerTable
from ui.timeline.lanes import Lane, lanes_of
from ui.window.main_window import MainWindow

WAIT_MS = 20_000
PICTURE = encode_matte(np.full((96, 160), 255, np.uint8))


def plain(lane: Lane) -> tuple[object, ...]:
    return lane.object_id, lane.name, dict(lane.marks), lane.stale, dict(lane.confidence), lane.is_locked


def agrees(window: MainWindow, qtbot: QtBot) -> None:
    """What the strip shows is what a fresh look at the document finds."""
    qtbot.waitUntil(lambda: not window.desk.lanes.is_busy, timeout=WAIT_MS)
    fresh = lanes_of(window.desk.document.project, window.desk.selection.objects)
    assert [plain(lane) for lane in window.timeline.strip.content.lanes] == [plain(lane) for lane in fresh]


def stroke(frame: int, x: float = 0.5) -> Stroke:
    return Stroke(pack_points([(x, 0.5, 1.0), (x + 0.1, 0.5, 1.0)]), size=0.1, span=FrameSpan(frame, frame))


def test_lanes_follow_every_edit_and_its_undoing(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(2):
        press(window.viewer, "Ctrl+Shift+N")
    project = window.desk.document.project
    first, second = window.desk.selection.objects
    drawn = project.draw(first, stroke(3))
    project.draw(first, stroke(3, 0.2))
    agrees(window, qtbot)
    source = project.layers.propagation_source(first.id, stroke(3).matte_class, 5)
    for frame, made_from in ((5, source), (6, "something else"), (3, None)):
        matte = FrameMatte(
            frame, FrameState.AI, digest_of(PICTURE), made_from=made_from, confidence=0.1 * frame
        )
        project.layers.put_matte(first.id, matte, PICTURE)
        project.layers.put_matte(second.id, replace(matte, state=FrameState.PINNED), PICTURE)
    agrees(window, qtbot)
    (lane, _) = window.timeline.strip.content.lanes
    assert lane.stale == {6}
    keys = tuple(ShapeKey(frame, box=Box(0.5, 0.5, 0.2, 0.2)) for frame in (2, 8, 20))
    shape = project.draw(first, Shape(ShapeKind.ELLIPSE, keys))
    agrees(window, qtbot)
    project.layers.change(shape, Shape(ShapeKind.ELLIPSE, keys[:2]))
    project.layers.remove(drawn)
    agrees(window, qtbot)
    project.objects.remove(second.id)
    agrees(window, qtbot)
    while project.undo() is not None and window.desk.selection.shot is not None:
        agrees(window, qtbot)


def test_many_changes_at_once_are_read_beside_the_window(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    project, thing = window.desk.document.project, window.desk.selection.object
    with project.edit("Many"):
        for number in range(60):
            project.draw(thing, stroke(number % 30, number / 100))
    agrees(window, qtbot)
    assert len(window.timeline.strip.content.lanes[0].marks) == 30
    press(window.viewer, "Ctrl+Z")
    agrees(window, qtbot)
    assert not window.timeline.strip.content.lanes[0].marks


def test_an_edit_does_not_read_the_whole_object(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    project, thing = window.desk.document.project, window.desk.selection.object
    project.draw(thing, stroke(1))
    agrees(window, qtbot)
    read: list[int] = []
    whole = LayerTable.of
    monkeypatch.setattr(LayerTable, "of", lambda self, one: read.append(one) or whole(self, one))
    project.draw(thing, stroke(2))
    qtbot.waitUntil(lambda: not window.desk.lanes.is_busy, timeout=WAIT_MS)
    assert not read
    assert set(window.timeline.strip.content.lanes[0].marks) == {1, 2}


def test_edits_while_it_is_read_are_not_lost(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    project, thing = window.desk.document.project, window.desk.selection.object
    kept = [project.draw(thing, stroke(frame)) for frame in range(5)]
    window.desk.lanes._read(thing.id)
    project.draw(thing, stroke(20))
    project.layers.remove(kept[2])
    agrees(window, qtbot)
    assert set(window.timeline.strip.content.lanes[0].marks) == {0, 1, 3, 4, 20}
