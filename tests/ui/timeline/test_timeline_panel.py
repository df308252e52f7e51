"""The timeline under real mouse and wheel events, by what the document and the play head are afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.project.content.objects import ProjectObject
from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.preferences import Preferences
from ui.timeline.painting import Cached
from ui.timeline.panel import TimelinePanel

COUNT = 20
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
WIDTH = 1000

WAIT_MS = 60_000


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    folder = tmp_path / "clip"
    folder.mkdir()
    for index in range(COUNT):
        cv2.imencode(".png", np.full((24, 32, 3), index * 9, np.uint8))[1].tofile(folder / f"{index:04d}.png")
    return folder


@pytest.fixture
def desk(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Desk]:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    with qtbot.waitSignal(desk.document.shot_added, timeout=20_000):
        desk.document.open(clip)
    yield desk
    desk.document.discard()
    desk.close()


@pytest.fixture
def project(desk: Desk) -> Project:
    assert desk.document.project is not None
    return desk.document.project


@pytest.fixture
def thing(desk: Desk, project: Project) -> ProjectObject:
    assert desk.selection.shot is not None
    return project.objects.add_named(desk.selection.shot.id, "Runner")


@pytest.fixture
def panel(desk: Desk, thing: ProjectObject, qtbot: QtBot) -> TimelinePanel:
    panel = TimelinePanel(desk, lambda: Cached(in_memory=frozenset({1, 2})))
    qtbot.addWidget(panel)
    panel.resize(WIDTH + 121, 200)
    panel.show()
    qtbot.waitExposed(panel)
    # Objects are read beside the window; from then on edits are followed at once.
    qtbot.waitUntil(lambda: not desk.lanes.is_busy, timeout=WAIT_MS)
    return panel


def put(project: Project, thing: ProjectObject, frame: int, state: FrameState = FrameState.CORRECTED) -> None:
    project.layers.put_matte(thing.id, FrameMatte(frame, state, digest_of(b"matte")), b"matte")


def keys(project: Project, thing: ProjectObject) -> list[int]:
    layers = (placed.layer for placed in project.layers.of(thing.id))
    return sorted(layer.frame for layer in layers if isinstance(layer, FrameMatte) and layer.is_key)


def at(panel: TimelinePanel, frame: int, lane: int | None = None) -> QPoint:
    rows = panel.strip._rows
    top, height = rows.ruler if lane is None else rows.lane(lane)
    return QPoint(round(panel.strip.scale.middle_of(frame)), top + height // 2)


def drag(
    qtbot: QtBot, panel: TimelinePanel, start: QPoint, end: QPoint, key: Qt.KeyboardModifier = NO_KEY
) -> None:
    qtbot.mousePress(panel.strip, LEFT, key, start)
    qtbot.mouseMove(panel.strip, (start + end) / 2)
    qtbot.mouseMove(panel.strip, end)
    qtbot.mouseRelease(panel.strip, LEFT, key, end)


def wheel(panel: TimelinePanel, notches: int, key: Qt.KeyboardModifier) -> None:
    where = QPointF(300, 10)
    event = QWheelEvent(
        where,
        panel.strip.mapToGlobal(where),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        key,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.strip, event)


def test_a_click_in_the_ruler_goes_there(panel: TimelinePanel, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.strip, LEFT, NO_KEY, at(panel, 13))
    assert desk.playhead.frame == 13


def test_dragging_in_the_ruler_scrubs_and_stops_at_the_ends(
    panel: TimelinePanel, desk: Desk, qtbot: QtBot
) -> None:
    seen: list[int] = []
    desk.playhead.moved.connect(seen.append)
    states: list[bool] = []
    panel.scrubbing.connect(states.append)
    drag(qtbot, panel, at(panel, 5), QPoint(WIDTH + 900, 5))
    assert seen[0] == 5
    assert seen[-1] == desk.playhead.frame == COUNT - 1
    assert states == [True, False]


def test_a_click_on_a_key_goes_there_and_chooses_its_object(
    panel: TimelinePanel, desk: Desk, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    assert desk.selection.shot is not None
    other = project.objects.add_named(desk.selection.shot.id, "Rig")
    put(project, other, 7)
    desk.selection.choose_object(thing.id)
    qtbot.mouseClick(panel.strip, LEFT, NO_KEY, at(panel, 7, lane=1))
    assert desk.playhead.frame == 7
    assert desk.selection.object is not None
    assert desk.selection.object.id == other.id


def test_a_key_is_dragged_to_another_frame_and_undo_brings_it_back(
    panel: TimelinePanel, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    put(project, thing, 4)
    drag(qtbot, panel, at(panel, 4, 0), at(panel, 11, 0))
    assert keys(project, thing) == [11]
    project.undo()
    assert keys(project, thing) == [4]


def test_keys_in_a_box_move_together_as_one_edit(
    panel: TimelinePanel, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    for frame in (3, 5, 12):
        put(project, thing, frame)
    drag(qtbot, panel, at(panel, 2, 0) - QPoint(0, 11), at(panel, 6, 0) + QPoint(0, 11))
    assert panel.strip.selected == {(thing.id, 3), (thing.id, 5)}
    drag(qtbot, panel, at(panel, 3, 0), at(panel, 7, 0))
    assert keys(project, thing) == [7, 9, 12]
    project.undo()
    assert keys(project, thing) == [3, 5, 12]


def test_keys_do_not_leave_the_shot(
    panel: TimelinePanel, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    put(project, thing, 17)
    drag(qtbot, panel, at(panel, 17, 0), QPoint(WIDTH + 500, at(panel, 0, 0).y()))
    assert keys(project, thing) == [COUNT - 1]


@pytest.mark.parametrize(("key", "frame"), [(NO_KEY, 10), (Qt.KeyboardModifier.ControlModifier, 9)])
def test_keys_snap_to_the_play_head_unless_ctrl_is_held(
    panel: TimelinePanel,
    desk: Desk,
    project: Project,
    thing: ProjectObject,
    qtbot: QtBot,
    key: Qt.KeyboardModifier,
    frame: int,
) -> None:
    put(project, thing, 4)
    panel.strip.zoom(0.01)
    panel.resize(160 + 121, 200)  # eight pixels a frame
    desk.playhead.go(10)
    near = QPoint(round(panel.strip.scale.middle_of(10)) - 5, at(panel, 0, 0).y())
    drag(qtbot, panel, at(panel, 4, 0), near, key)
    assert keys(project, thing) == [frame]


def test_shift_adds_keys_to_the_choice(
    panel: TimelinePanel, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    put(project, thing, 3)
    put(project, thing, 8)
    qtbot.mouseClick(panel.strip, LEFT, NO_KEY, at(panel, 3, 0))
    qtbot.mouseClick(panel.strip, LEFT, Qt.KeyboardModifier.ShiftModifier, at(panel, 8, 0))
    assert panel.strip.selected == {(thing.id, 3), (thing.id, 8)}


def test_ctrl_and_wheel_zoom_around_the_play_head(panel: TimelinePanel, desk: Desk) -> None:
    desk.playhead.go(10)
    before = panel.strip.scale.middle_of(10)
    wheel(panel, 5, Qt.KeyboardModifier.ControlModifier)
    assert panel.strip.scale.frame_px > WIDTH / COUNT - 1
    assert panel.strip.scale.visible != range(COUNT) or panel.strip.scale.is_fitting
    assert abs(panel.strip.scale.middle_of(10) - before) < 60


def test_a_locked_object_keeps_its_keys_and_says_so(
    panel: TimelinePanel, desk: Desk, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    from dataclasses import replace

    put(project, thing, 4)
    project.objects.change(thing.id, replace(thing.settings, is_locked=True))
    with qtbot.waitSignal(desk.document.failed, timeout=60_000):
        drag(qtbot, panel, at(panel, 4, 0), at(panel, 9, 0))
    assert keys(project, thing) == [4]


def test_lanes_follow_the_document(panel: TimelinePanel, project: Project, thing: ProjectObject) -> None:
    put(project, thing, 4)
    put(project, thing, 6, FrameState.AI)
    (lane,) = panel.strip.content.lanes
    assert lane.keys == [4]
    assert set(lane.marks) == {4, 6}
    project.undo()
    assert set(panel.strip.content.lanes[0].marks) == {4}


def test_moving_the_play_head_does_not_draw_everything_again(panel: TimelinePanel, desk: Desk) -> None:
    panel.grab()
    picture = panel.strip._kept
    desk.playhead.go(12)
    panel.grab()
    assert picture is not None
    assert panel.strip._kept is picture


def test_the_play_head_is_seen_where_it_is(panel: TimelinePanel, desk: Desk) -> None:
    desk.playhead.go(15)
    image = panel.strip.grab().toImage()
    middle = round(panel.strip.scale.middle_of(15))
    colour = image.pixelColor(middle, panel.strip._rows.lane(0)[0] + 4)
    assert colour.red() > 200 > colour.blue() + 100


def test_the_cache_bar_tells_what_is_in_memory(panel: TimelinePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.strip.content.cached.in_memory == {1, 2}, timeout=WAIT_MS)
    image = panel.strip.grab().toImage()
    top, height = panel.strip._rows.cache
    inside, outside = (
        image.pixelColor(round(panel.strip.scale.middle_of(frame)), top + height - 2) for frame in (1, 8)
    )
    assert inside.green() > 150
    assert outside.green() < 60


def test_another_size_of_the_cache_holds_at_once(desk: Desk) -> None:
    desk.preferences.cache_bytes = 64 << 20
    assert desk.frames.cache.limit_bytes == 64 << 20
