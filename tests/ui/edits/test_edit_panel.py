"""The tracks of an edit in the window: clips are opened, followed and marked, with real keys and mouse."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from edit_files import FRAMES, HEIGHT, WIDTH, write_edit, write_wall
from hands import LEFT, pixels, press
from PyQt6.QtCore import QPoint, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from ui.edits.import_dialog import ImportDialog
from ui.window.main_window import MainWindow

WAIT_MS = 60_000


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """An edit of three clips, one of them offline, one muted, with a title's gap before the last."""
    write_wall(tmp_path / "wall.mkv")
    write_wall(tmp_path / "door.mkv", 7)
    path = write_edit(
        tmp_path / "cut.otio",
        [
            ("wall.mkv", 4, 8, "boom in frame"),
            ("wall.mkv", 5, 3, ""),
            ("gone.mkv", 0, 5, ""),
            ("door.mkv", 2, 6, ""),
        ],
    )
    document = json.loads(path.read_text("utf-8"))
    children = document["tracks"]["children"][0]["children"]
    still = {"OTIO_SCHEMA": "Gap.1", "source_range": {**children[2]["source_range"]}}
    children.insert(3, still)
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.fixture
def opened(empty_window: MainWindow, cut: Path, qtbot: QtBot) -> MainWindow:
    """The window with the marked shot of the edit, its tracks in view."""
    window = empty_window
    window.open(cut)
    (dialog,) = (
        one for one in QApplication.topLevelWidgets() if isinstance(one, ImportDialog) and one.isVisible()
    )
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
    with qtbot.waitSignal(dialog.imported, timeout=WAIT_MS):
        dialog.take.click()
    settled(window, qtbot)
    return window


def settled(window: MainWindow, qtbot: QtBot) -> None:
    store = window.edit_store
    qtbot.waitUntil(lambda: store.edit is not None and not store.is_busy, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.edit.strip.visibleRegion().isEmpty(), timeout=WAIT_MS)
    window.activateWindow()  # which the dialog was
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)


def place(window: MainWindow, frame: float, track: int = 0) -> QPoint:
    strip = window.edit.strip
    places = strip.content.places
    y = places.ruler_px + places.top_of(track) + places.height_of(track) // 2 - strip.top_px
    return QPoint(round(strip.scale.x_of(frame)), y)


def names(window: MainWindow) -> list[str]:
    return [item.name for row in window.edit.strip.content.places.rows for item in row.items]


def test_an_imported_edit_shows_its_clips_and_where_the_viewer_is(opened: MainWindow) -> None:
    window = opened
    assert names(window) == ["wall", "wall", "gone", "door"]
    items = window.edit.strip.content.places.rows[0].items
    assert [(item.start, item.stop) for item in items] == [(0, 8), (8, 11), (11, 16), (21, 27)]
    assert [item.is_offline for item in items] == [False, False, True, False]
    assert [item.share_count for item in items] == [2, 2, 1, 1]
    assert window.edit_store.shot_of(items[0]) == window.edit_store.shot_of(items[1]) is not None
    assert window.edit_store.shot_of(items[3]) is None
    assert window.edit.strip.frame == 0
    window.desk.playhead.go(7)
    assert window.edit.strip.frame == 3
    assert "gone.mkv" in window.edit._tell(items[2])


def test_a_double_click_makes_the_shot_of_a_clip_and_opens_it(opened: MainWindow, qtbot: QtBot) -> None:
    window, strip = opened, opened.edit.strip
    project = window.desk.document.project
    assert project is not None
    QTest.mouseClick(strip, LEFT, pos=place(window, 23.5))
    assert window.edit.take.isEnabled()
    with qtbot.waitSignal(window.desk.document.shot_added, timeout=WAIT_MS):
        QTest.mouseDClick(strip, LEFT, pos=place(window, 23.5))
    shot = window.desk.selection.shot
    assert shot is not None
    assert (shot.name, shot.frames) == ("sh020", range(2, 8))
    assert len(project.media.all()) == 2
    assert strip.frame == 21
    listed = json.loads(
        (Path(window.edit_store.path or "").with_name("cut.otio.shots.json")).read_text("utf-8")
    )
    assert [one["name"] for one in listed["shots"]] == ["sh010", "sh020"]
    press(window.viewer, "Ctrl+Z")
    assert [one.name for one in project.shots.all()] == ["sh010"]
    assert window.edit_store.shot_of(strip.content.places.rows[0].items[3]) is None
    QTest.mouseDClick(strip, LEFT, pos=place(window, 13))
    assert [one.name for one in project.shots.all()] == ["sh010"], "what is offline can be no shot"


def test_keys_go_from_clip_to_clip_and_open_them(opened: MainWindow, qtbot: QtBot) -> None:
    window, strip = opened, opened.edit.strip
    strip.setFocus()
    for _ in range(2):
        press(strip, "Down")
    item = strip.chosen_item
    assert item is not None
    assert (item.name, item.start) == ("wall", 8)
    press(strip, "Return")
    assert window.desk.playhead.frame == 5
    assert strip.frame == 8
    press(strip, "Right")
    assert window.desk.playhead.frame == 6, "arrows to the side belong to the transport"
    press(strip, "Down")
    press(strip, "Down")
    with qtbot.waitSignal(window.desk.document.shot_added, timeout=WAIT_MS):
        press(window.viewer, "Ctrl+Shift+O")
    assert window.desk.selection.shot is not None
    assert window.desk.selection.shot.name == "sh020"
    press(window.viewer, "Ctrl+E")
    assert window.edit.strip.visibleRegion().isEmpty()
    press(window.viewer, "Ctrl+E")
    assert not window.edit.strip.visibleRegion().isEmpty()


def test_scrubbing_the_edit_shows_frames_snaps_to_cuts_and_goes_into_other_shots(
    opened: MainWindow, qtbot: QtBot
) -> None:
    window, strip = opened, opened.edit.strip
    with qtbot.waitSignal(window.desk.document.shot_added, timeout=WAIT_MS):
        QTest.mouseDClick(strip, LEFT, pos=place(window, 23.5))
    ruler = 5
    QTest.mousePress(strip, LEFT, pos=QPoint(round(strip.scale.x_of(25.5)), ruler))
    assert window.desk.playhead.frame == 6
    QTest.mouseMove(strip, QPoint(round(strip.scale.x_of(8)) - 4, ruler))
    assert strip.frame == 8, "a cut is near"
    assert window.desk.selection.shot is not None
    assert window.desk.selection.shot.name == "sh020", "other clips wait until the pointer rests"
    QTest.mouseRelease(strip, LEFT, pos=QPoint(round(strip.scale.x_of(8)) - 4, ruler))
    assert window.desk.selection.shot.name == "sh010"
    assert window.desk.playhead.frame == 5
    no_snap = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(strip, LEFT, no_snap, QPoint(round(strip.scale.x_of(8)) - 4, ruler))
    assert strip.frame == 7


def test_clean_plates_that_are_delivered_are_marked_with_their_version(
    opened: MainWindow, cut: Path, qtbot: QtBot
) -> None:
    window = opened
    plates = cut.parent / "plates"
    plates.mkdir()
    for name in ("sh010_cleanplate_v001.mov", "sh010_cleanplate_v012.mov", "other_cleanplate_v003.mov"):
        (plates / name).touch()
    before = window.edit_store.edit
    window.edit.again.trigger()
    qtbot.waitUntil(
        lambda: window.edit_store.edit is not before and not window.edit_store.is_busy, timeout=WAIT_MS
    )
    items = window.edit.strip.content.places.rows[0].items
    assert [item.versions for item in items] == [(1, 12), (1, 12), (), ()]
    assert "v012" in window.edit._tell(items[0])


def test_thumbnails_come_for_what_is_seen(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(opened.edit._pictures.shown) == 2, timeout=WAIT_MS)
    assert {frame for _, frame in opened.edit._pictures.shown} == {4, 2}


def test_an_edit_can_come_in_without_a_shot_and_goes_with_undo(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = empty_window
    write_wall(tmp_path / "wall.mkv")
    window.open(write_edit(tmp_path / "cut.otio", [("wall.mkv", 0, FRAMES, ""), ("gone.mkv", 0, 5, "")]))
    (dialog,) = (
        one for one in QApplication.topLevelWidgets() if isinstance(one, ImportDialog) and one.isVisible()
    )
    qtbot.waitUntil(dialog.take.isEnabled, timeout=WAIT_MS)
    dialog.none.click()
    with qtbot.waitSignal(dialog.imported, timeout=WAIT_MS):
        dialog.take.click()
    settled(window, qtbot)
    assert names(window) == ["wall", "gone"]
    assert window.desk.selection.shot is None
    QTest.mouseDClick(window.edit.strip, LEFT, pos=place(window, 3))
    qtbot.waitUntil(lambda: window.desk.selection.shot is not None, timeout=WAIT_MS)
    project = window.desk.document.project
    assert project is not None
    project.undo()
    project.undo()
    assert window.edit.sequence is None
    assert "OTIO" in window.edit.message.text()


def test_an_edit_that_is_gone_says_so_and_can_be_read_again(
    opened: MainWindow, cut: Path, qtbot: QtBot
) -> None:
    window = opened
    text = cut.read_bytes()
    cut.unlink()
    window.edit_store.read()
    qtbot.waitUntil(lambda: window.edit_store.error is not None, timeout=WAIT_MS)
    assert "cut.otio" in window.edit.message.text()
    cut.write_bytes(text)
    QTest.mouseClick(window.edit.bring, LEFT)
    settled(window, qtbot)
    assert len(names(window)) == 4


def test_clips_that_are_no_shots_are_seen_while_the_edit_is_scrubbed(
    opened: MainWindow, cut: Path, qtbot: QtBot
) -> None:
    window, strip, glance, ruler = opened, opened.edit.strip, opened.glance, 5
    shown = window.desk.playhead.frame
    QTest.mousePress(strip, LEFT, pos=QPoint(round(strip.scale.x_of(25.5)), ruler))
    qtbot.waitUntil(lambda: glance.isVisible() and glance.seen_frame == 6, timeout=WAIT_MS)
    assert "door, frame 6" in glance.text
    assert "No shot" in glance.text
    there = pixels(glance.grab().toImage())[glance.height() // 2, glance.width() // 2].tolist()
    assert there == frame_pixel(cut.with_name("door.mkv"), 6, glance)
    assert window.desk.playhead.frame == shown
    QTest.mouseMove(strip, QPoint(round(strip.scale.x_of(13)), ruler))
    assert not glance.isVisible(), "what is offline has no frame"
    QTest.mouseMove(strip, QPoint(round(strip.scale.x_of(22.5)), ruler))
    qtbot.waitUntil(lambda: glance.isVisible() and glance.seen_frame == 3, timeout=WAIT_MS)
    QTest.mouseRelease(strip, LEFT, pos=QPoint(round(strip.scale.x_of(22.5)), ruler))
    assert glance.isVisible(), "until something else is looked at"
    press(window.viewer, "Right")
    assert not glance.isVisible()
    QTest.mouseClick(strip, LEFT, pos=QPoint(round(strip.scale.x_of(25.5)), ruler))
    assert glance.isVisible()
    QTest.mouseClick(glance, LEFT)
    assert not glance.isVisible()
    cut.with_name("door.mkv").write_bytes(b"no movie")
    QTest.mouseClick(strip, LEFT, pos=QPoint(round(strip.scale.x_of(25.5)), ruler))
    qtbot.waitUntil(lambda: "door.mkv" in glance.text, timeout=WAIT_MS)
    assert glance.seen_frame is None


def frame_pixel(movie: Path, index: int, glance: QWidget) -> list[int]:
    """What the middle of a widget shows of a frame that is fitted into it."""
    with closing(open_clip(movie)) as clip:
        rgb = to_rgb(clip.read(index))
    image = QImage(rgb.tobytes(), WIDTH, HEIGHT, 3 * WIDTH, QImage.Format.Format_RGB888)
    scale = min(glance.width() / WIDTH, glance.height() / HEIGHT)
    drawn = QImage(glance.size(), QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(glance.width() / 2, glance.height() / 2)
    painter.scale(scale, scale)
    painter.translate(-WIDTH / 2, -HEIGHT / 2)
    painter.drawImage(QRectF(0, 0, WIDTH, HEIGHT), image.convertToFormat(QImage.Format.Format_RGB32))
    painter.end()
    return [int(one) for one in pixels(drawn)[glance.height() // 2, glance.width() // 2]]
