"""The way of a shot through the window, with real keys and mouse buttons; frames that come out decide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from hands import click, drag, press
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.render.queue.jobs import State
from ui.desk.attention import key_frames
from ui.edits.delivery_dialog import DeliveryDialog
from ui.queue.render_dialog import RenderDialog
from ui.window.main_window import MainWindow

LONG_MS = 1_200_000
BRUSH = 0.03
GROW_PX = 1.0

Mask = NDArray[np.bool_]
Rgb = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Tennis:
    """A part of the clip `tennis` as a movie, with the true masks of the player, in an edit."""

    movie: Path
    edit: Path
    masks: list[Mask]
    frames: list[Rgb]

    @property
    def middle(self) -> int:
        return len(self.masks) // 2


def tennis(shared: Path, folder: Path, frames: range, scale: float) -> Tennis:
    """Write a part of the clip, smaller perhaps, without a loss, and an edit that shows most of it."""
    source = shared / "footage" / "clips" / "tennis"
    movie = folder / "tennis.mkv"
    masks, pictures = [], []
    with av.open(str(movie), "w") as container:
        stream = container.add_stream("ffv1", 24)
        for number, index in enumerate(frames):
            picture = cv2.imread(str(source / "frames" / f"{index:05d}.jpg"))
            mask = cv2.imread(str(source / "masks" / f"{index:05d}.png"), cv2.IMREAD_GRAYSCALE)
            assert picture is not None
            assert mask is not None
            size = round(picture.shape[1] * scale / 2) * 2, round(picture.shape[0] * scale / 2) * 2
            picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
            masks.append(cv2.resize((mask > 0).astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0)
            pictures.append(np.ascontiguousarray(picture[..., ::-1]))
            if not number:
                stream.width, stream.height, stream.pix_fmt = *size, "bgr0"
            frame = VideoFrame.from_ndarray(pictures[-1], "rgb24").reformat(format="bgr0")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return Tennis(movie, _edit(folder / "cut.otio", movie, len(frames)), masks, pictures)


def _edit(path: Path, movie: Path, count: int) -> Path:
    """Write an edit that shows the movie but for its first and last frame."""

    def span(start: int, duration: int) -> dict[str, object]:
        times = ({"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": it} for it in (start, duration))
        return dict(zip(("OTIO_SCHEMA", "start_time", "duration"), ("TimeRange.1", *times), strict=True))

    reference = {
        "OTIO_SCHEMA": "ExternalReference.1", "available_range": span(0, count), "target_url": movie.name,
    }  # fmt: skip
    clip = {
        "OTIO_SCHEMA": "Clip.2", "name": "tennis", "source_range": span(1, count - 2),
        "media_references": {"DEFAULT_MEDIA": reference}, "active_media_reference_key": "DEFAULT_MEDIA",
    }  # fmt: skip
    track = {"OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": [clip]}
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    path.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "cut", "tracks": stack}), "utf-8")
    return path


def brushed(window: MainWindow, mask: Mask) -> None:
    """Brush over a mask, line by line, up to its edge."""
    height, width = mask.shape
    radius = BRUSH * height / 2
    for y in range(0, height, max(1, round(radius))):
        line = (y + 0.5) / height
        changes = np.flatnonzero(np.diff(mask[y], prepend=False, append=False))
        for start, end in zip(changes[::2], changes[1::2], strict=True):
            inset = min(radius, (end - start) / 2)
            drag(window, [((start + inset) / width, line), ((end - inset) / width, line)])


def outlined(window: MainWindow, mask: Mask) -> None:
    """Draw a polygon around a mask, and close it by Enter."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(contours, key=cv2.contourArea)
    corners = cv2.approxPolyDP(largest, 0.005 * cv2.arcLength(largest, True), True)
    height, width = mask.shape
    for x, y in corners.reshape(-1, 2).tolist():
        click(window, (x + 0.5) / width, (y + 0.5) / height)
    press(window.viewer, "Return")


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    return float(np.count_nonzero(one & other) / max(1, np.count_nonzero(one | other)))


def mattes_of(window: MainWindow, count: int) -> list[Rgb]:
    project, shot = window.desk.document.project, window.desk.selection.shot
    assert project is not None
    assert shot is not None
    return [np.asarray(project.matte(shot, frame), np.uint8) for frame in range(count)]


def ai_frames(window: MainWindow) -> set[int]:
    project, thing = window.desk.document.project, window.desk.selection.object
    assert project is not None
    assert thing is not None
    layers = [placed.layer for placed in project.layers.of(thing.id)]
    return {it.frame for it in layers if isinstance(it, FrameMatte) and it.state is FrameState.AI}


def made_by_hand(window: MainWindow) -> list[int]:
    """Frames with keys of the selected object."""
    project, thing = window.desk.document.project, window.desk.selection.object
    assert project is not None
    assert thing is not None
    return key_frames([placed.layer for placed in project.layers.of(thing.id)])


def read(path: Path) -> list[Rgb]:
    with closing(open_clip(path)) as clip:
        return [_shallow(to_rgb(clip.read(index))) for index in range(len(clip))]


def _shallow(rgb: NDArray[np.uint8] | NDArray[np.uint16]) -> Rgb:
    """Round deep pictures to 8 bit."""
    return np.asarray(rgb if rgb.dtype == np.uint8 else np.rint(rgb / 257), np.uint8)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no job runs and all of it is in the document."""
    qtbot.waitUntil(
        lambda: not window.runner.is_running and not window.propagation.is_arriving, timeout=LONG_MS
    )


class Story:
    """A person at work on the shot."""

    def __init__(self, window: MainWindow, qtbot: QtBot, shot: Tennis, engine: str) -> None:
        self.window, self.qtbot, self.shot, self.engine = window, qtbot, shot, engine

    def open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        window = self.window
        answer = (str(self.shot.movie), "")
        monkeypatch.setattr("ui.window.files.QFileDialog.getOpenFileName", lambda *_: answer)
        press(window.viewer_panel.start, "Ctrl+O")
        self.qtbot.waitUntil(lambda: window.desk.frames.best(0) is not None, timeout=LONG_MS)
        window.desk.document.save_as(self.shot.movie.with_suffix(".cleanplate"))

    def make_key(self) -> None:
        window, mask = self.window, self.shot.masks[self.shot.middle]
        press(window.viewer, "Ctrl+G")
        field = window.viewer_panel.transport.place
        QTest.keyClicks(field, str(self.shot.middle))
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.desk.playhead.frame == self.shot.middle
        press(window.viewer, "B")
        window.brush.size = BRUSH
        lower = mask.copy()
        lower[: mask.shape[0] // 3] = False
        brushed(window, lower)
        press(window.viewer, "G")
        outlined(window, mask & ~lower)
        window.inspector._engine.setCurrentText(self.engine)
        window.inspector._grow.setValue(GROW_PX)

    def propagate(self) -> None:
        press(self.window.viewer, "Ctrl+T")
        settle(self.window, self.qtbot)

    def correct(self, frame: int) -> None:
        """Go to a frame, and brush over what is missing there."""
        window = self.window
        window.desk.playhead.go(frame)
        press(window.viewer, "B")
        brushed(window, self.shot.masks[frame])

    def preview(self) -> None:
        press(self.window.viewer, "Ctrl+Return")
        settle(self.window, self.qtbot)

    def render(self, out: Path) -> None:
        window = self.window
        press(window.viewer, "Ctrl+M")
        dialog = next(one for one in window.findChildren(RenderDialog) if one.isVisible())
        self.qtbot.waitUntil(dialog.isActiveWindow, timeout=LONG_MS)
        dialog.kind.setCurrentIndex(dialog.kind.findText("FFV1 (.mkv)"))
        dialog.out.setText(str(out))
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        rows = window.rendering.feed
        self.qtbot.waitUntil(lambda: len(rows.view.rows) == 1, timeout=LONG_MS)
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow, timeout=LONG_MS)
        press(window.viewer, "Ctrl+Shift+M")
        self.qtbot.waitUntil(
            lambda: rows.view.rows[0].job.state in {State.DONE, State.FAILED}, timeout=LONG_MS
        )
        assert rows.view.rows[0].job.state is State.DONE, rows.view.rows[0].job.reason

    def deliver(self) -> Path:
        window = self.window
        window.actions_["deliver"].trigger()
        dialog = next(one for one in window.findChildren(DeliveryDialog) if one.isVisible())
        dialog.choose_edit(self.shot.edit)
        self.qtbot.waitUntil(dialog.start.isEnabled, timeout=LONG_MS)
        out = Path(dialog.out.text())
        QTest.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: not dialog.is_running and out.exists(), timeout=LONG_MS)
        dialog.close()
        return out


@pytest.fixture
def no_desktop(empty_window: MainWindow) -> Iterator[MainWindow]:
    """A window whose queue tells nobody when it is done."""
    empty_window.desk.preferences.notifies = False
    return empty_window


def told(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    shot: Tennis,
    engine: str,
    least_overlap: float,
) -> None:
    """Tell the story, and look at what comes of each chapter."""
    count = len(shot.masks)
    story = Story(window, qtbot, shot, engine)
    story.open(monkeypatch)
    story.make_key()
    key = mattes_of(window, count)[shot.middle] > 127
    assert overlap(key, shot.masks[shot.middle]) > 0.7
    story.propagate()
    assert not window.messages.texts()
    assert ai_frames(window) == set(range(count)) - {shot.middle}
    shares = [
        overlap(matte > 127, truth) for matte, truth in zip(mattes_of(window, count), shot.masks, strict=True)
    ]
    assert np.mean(shares) > least_overlap, shares
    worst = int(np.argmin(shares))
    story.correct(worst)
    story.propagate()
    mattes = mattes_of(window, count)
    assert np.mean(mattes[worst][shot.masks[worst]] > 127) > 0.97
    assert worst in made_by_hand(window)
    story.preview()
    assert window.preview.valid >= set(range(count))
    out = shot.movie.with_name("tennis_v001.mkv")
    story.render(out)
    _check_clean(read(out), shot, mattes, lossless=True)
    edit = story.deliver()
    text = edit.read_text("utf-8")
    (plate,) = [one for one in (shot.edit.parent / "plates").glob("*.mov") if one.name in text]
    delivered = read(plate)
    first = (count - len(delivered)) // 2
    part = Tennis(shot.movie, shot.edit, shot.masks[first : first + len(delivered)],
                  shot.frames[first : first + len(delivered)])  # fmt: skip
    _check_clean(delivered, part, mattes[first : first + len(delivered)], lossless=False)


def _check_clean(made: list[Rgb], shot: Tennis, mattes: list[Rgb], *, lossless: bool) -> None:
    """The player is gone where the mattes are white, and nothing else has changed."""
    assert len(made) == len(shot.frames)
    for plate, source, matte in zip(made, shot.frames, mattes, strict=True):
        outside, inside = matte == 0, matte == 255
        apart = np.abs(plate.astype(int) - source).max(axis=2)
        if lossless:
            assert not apart[outside].any()
        else:
            assert np.mean(apart[outside]) < 6
        assert np.mean(apart[inside]) > 15


@pytest.mark.footage
def test_a_shot_goes_all_the_way(
    no_desktop: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shared: Path, tmp_path: Path
) -> None:
    shot = tennis(shared, tmp_path, range(20, 25), 0.5)
    told(no_desktop, qtbot, monkeypatch, shot, "spatial", 0.5)


@pytest.mark.slow
@pytest.mark.footage
def test_the_whole_clip_goes_all_the_way(
    no_desktop: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shared: Path, tmp_path: Path
) -> None:
    shot = tennis(shared, tmp_path, range(70), 1.0)
    told(no_desktop, qtbot, monkeypatch, shot, "auto", 0.6)
