"""The scopes follow the play head and the document, and do nothing while nobody looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.errors import UsageError
from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.project.content.objects import ProjectObject
from editor.project.folders import DATA_VARIABLE
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.preferences import Preferences
from ui.scopes.panel import PICTURE_SCOPES, SHOT_SCOPES, ScopesPanel
from ui.scopes.shot_measures import areas_of, coarse_first, unseen_in

COUNT, HEIGHT, WIDTH = 20, 24, 32
WAIT_MS = 10_000


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    folder = tmp_path / "clip"
    folder.mkdir()
    for index in range(COUNT):
        picture = np.full((HEIGHT, WIDTH, 3), index * 9, np.uint8)
        cv2.imencode(".png", picture)[1].tofile(folder / f"{index:04d}.png")
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
def panel(desk: Desk, qtbot: QtBot) -> ScopesPanel:
    panel = ScopesPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(320, 240)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def put(
    project: Project, thing: ProjectObject, frame: int, columns: int, confidence: float | None = None
) -> None:
    """Paint the left columns of a frame."""
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[:, :columns] = 255
    data = encode_matte(matte)
    state = FrameState.CORRECTED if confidence is None else FrameState.AI
    layer = FrameMatte(frame, state, digest_of(data), confidence=confidence)
    project.layers.put_matte(thing.id, layer, data)


def write_maps(folder: Path, maps: dict[int, list[int]]) -> Path:
    folder.mkdir()
    legend = {"0": "not filled", "n": "frame n - 1 of the clip", "65534": "spatial", "65533": "plate"}
    (folder / "legend.json").write_text(json.dumps(legend), "utf-8")
    for frame, marks in maps.items():
        cv2.imencode(".png", np.array([marks], np.uint16))[1].tofile(folder / f"{frame:05d}.png")
    return folder


@pytest.mark.parametrize("name", PICTURE_SCOPES)
def test_scopes_of_the_picture_follow_the_play_head(
    panel: ScopesPanel, desk: Desk, qtbot: QtBot, name: str
) -> None:
    panel.show_scope(name)
    desk.playhead.go(13)
    qtbot.waitUntil(lambda: "13" in panel.readout.text(), timeout=WAIT_MS)
    scopes = panel.picture.scopes
    assert scopes is not None
    assert np.flatnonzero(scopes.histogram[0]).tolist() == [13 * 9]
    assert panel.message == ""
    graph = panel.graph()
    assert graph is not None
    assert graph.isVisible()
    before = graph.grab().toImage()
    desk.playhead.go(2)
    qtbot.waitUntil(lambda: panel.readout.text().endswith(" 2"), timeout=WAIT_MS)
    assert name == "vectorscope" or graph.grab().toImage() != before  # both frames are grey


def test_empty_scopes_say_why(panel: ScopesPanel, qtbot: QtBot) -> None:
    told = {}
    for name in SHOT_SCOPES:
        panel.show_scope(name)
        qtbot.waitUntil(lambda: panel.message not in {"", "Measuring ..."}, timeout=WAIT_MS)
        told[name] = panel.message
        assert panel.choose_maps.isVisible() == (name == "unseen")
    assert "propagated" in told["confidence"]
    assert "Make a mask" in told["area"]
    assert "maps of origins" in told["unseen"]


def test_without_a_clip_it_says_how_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Preferences(tmp_path / "ui.ini"))
    panel = ScopesPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    for name in (*SHOT_SCOPES, *PICTURE_SCOPES):
        panel.show_scope(name)
        assert "Open a clip" in panel.message
        assert not panel.choose_maps.isVisible()
    desk.close()


def test_confidence_is_read_from_the_document_and_again_after_an_edit(
    panel: ScopesPanel, project: Project, thing: ProjectObject, desk: Desk, qtbot: QtBot
) -> None:
    panel.show_scope("confidence")
    for frame, confidence in ((4, 0.9), (5, 0.4), (9, 0.75)):
        put(project, thing, frame, 8, confidence)
    qtbot.waitUntil(lambda: bool(panel.confidence.curves), timeout=WAIT_MS)
    (curve,) = panel.confidence.curves
    assert [curve.at(frame) for frame in (3, 4, 5, 6, 9)] == [None, 90, 40, None, 75]
    desk.playhead.go(5)
    qtbot.waitUntil(lambda: "Runner: 40.0 %" in panel.readout.text(), timeout=WAIT_MS)
    project.undo()
    qtbot.waitUntil(lambda: panel.confidence.curves[0].at(9) is None, timeout=WAIT_MS)


def test_areas_are_shares_of_the_picture(
    panel: ScopesPanel, project: Project, thing: ProjectObject, desk: Desk, qtbot: QtBot
) -> None:
    put(project, thing, 3, 8)
    put(project, thing, 7, 16)
    panel.show_scope("area")
    qtbot.waitUntil(lambda: bool(panel.areas.curves) and not panel.areas.is_busy, timeout=WAIT_MS)
    (curve,) = panel.areas.curves
    assert len(curve.frames) == COUNT
    assert [curve.at(frame) for frame in (2, 3, 7)] == [0, 25, 50]
    put(project, thing, 3, 24)
    qtbot.waitUntil(lambda: panel.areas.curves[0].at(3) == 75, timeout=WAIT_MS)
    desk.playhead.go(3)
    assert "Runner: 75.0 %" in panel.readout.text()


def test_frames_that_are_left_are_told(project: Project, thing: ProjectObject, desk: Desk) -> None:
    shot = desk.selection.shot
    assert shot is not None
    put(project, thing, 0, 8)
    order = coarse_first(range(100))
    assert order[:7] == (0, 16, 32, 48, 64, 80, 96)
    assert sorted(order) == list(range(100))
    areas = areas_of(project.path, shot.id, order[:2])
    assert areas.left == ()
    ((object_id, shares),) = areas.shares
    assert object_id == thing.id
    assert shares == {0: 0.25, 16: 0}


def test_a_click_in_a_curve_goes_there(
    panel: ScopesPanel, project: Project, thing: ProjectObject, desk: Desk, qtbot: QtBot
) -> None:
    for frame in range(COUNT):
        put(project, thing, frame, 8, 0.5)
    panel.show_scope("confidence")
    qtbot.waitUntil(lambda: panel.graph() is not None, timeout=WAIT_MS)
    graph = panel._shot_graphs["confidence"]
    graph.widget.grab()
    qtbot.mouseClick(graph.widget.viewport(), Qt.MouseButton.LeftButton, pos=graph.place_of(11).toPoint())  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: desk.playhead.frame == 11, timeout=WAIT_MS)


def test_maps_of_a_render_tell_what_no_frame_shows(
    panel: ScopesPanel, desk: Desk, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    maps = write_maps(tmp_path / "maps", {0: [0, 5, 65534, 65533], 1: [0, 0, 0, 0], 2: [7, 7, 8, 9]})
    assert unseen_in(maps) == {0: pytest.approx(1 / 3), 2: 0}
    panel.show_scope("unseen")
    panel.unseen.take(maps)
    # The curves are known as soon as they are read; the readout comes with the graph, which loads on its own.
    qtbot.waitUntil(lambda: "33.3 %" in panel.readout.text(), timeout=WAIT_MS)
    assert str(maps) in project.view.all().values()
    panel.show_scope("waveform")
    panel.show_scope("unseen")
    qtbot.waitUntil(lambda: bool(panel.unseen.curves), timeout=WAIT_MS)


@pytest.mark.parametrize("damage", ["missing", "no legend", "empty", "eight bit", "text", "cut"])
def test_what_are_no_maps_is_refused_with_a_sentence(tmp_path: Path, damage: str) -> None:
    maps = tmp_path / "maps"
    if damage != "missing":
        write_maps(maps, {} if damage == "empty" else {0: [1, 2], 1: [3, 4]})
    if damage == "no legend":
        (maps / "legend.json").unlink()
    elif damage == "eight bit":
        cv2.imencode(".png", np.ones((2, 2), np.uint8))[1].tofile(maps / "00001.png")
    elif damage == "text":
        (maps / "00001.png").write_text("no picture")
    elif damage == "cut":
        (maps / "00001.png").write_bytes(b"")
    with pytest.raises(UsageError, match="origins"):
        unseen_in(maps)


def test_broken_maps_are_told_in_place_of_the_graph(panel: ScopesPanel, tmp_path: Path, qtbot: QtBot) -> None:
    panel.show_scope("unseen")
    panel.unseen.take(tmp_path)
    qtbot.waitUntil(lambda: "holds no maps" in panel.message, timeout=WAIT_MS)
    assert panel.choose_maps.isVisible()
    panel.show_scope("waveform")
    qtbot.waitUntil(lambda: panel.message == "", timeout=WAIT_MS)


def test_nothing_is_measured_while_nobody_looks(
    panel: ScopesPanel, desk: Desk, project: Project, thing: ProjectObject, qtbot: QtBot
) -> None:
    panel.show_scope("histogram")
    qtbot.waitUntil(lambda: panel.picture.scopes is not None, timeout=WAIT_MS)
    panel.hide()
    scopes = panel.picture.scopes
    desk.playhead.go(8)
    put(project, thing, 4, 8, 0.5)
    qtbot.wait(500)
    assert panel.picture.scopes is scopes
    assert not panel.confidence.curves
    panel.show()
    qtbot.waitUntil(lambda: panel.picture.frame == 8, timeout=WAIT_MS)


def test_it_follows_the_theme(panel: ScopesPanel, desk: Desk, qtbot: QtBot) -> None:
    panel.show_scope("waveform")
    qtbot.waitUntil(lambda: panel.graph() is not None, timeout=WAIT_MS)
    graph = panel.graph()
    assert graph is not None
    corner = graph.grab().toImage().pixelColor(1, 1)
    assert corner.red() == corner.green() == corner.blue() == 38
    desk.preferences.theme = "contrast"
    assert graph.grab().toImage().pixelColor(1, 1).red() == 0
