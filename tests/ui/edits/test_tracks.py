"""What is seen of an edit: places of frames, clips found among thousands, and real edits of four formats."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.edits.listing import ListSettings
from ui.edits.track_painting import TracksContent, View, paint_tracks
from ui.edits.track_rows import PlacedRow, RowPlaces, placed
from ui.edits.track_strip import TrackStrip
from ui.edits.tracks import Kind, Lies, TracedSequence, TrackItem, TrackRow
from ui.theme.colours import THEMES
from ui.timeline.scale import TimeScale


def item(start: float, stop: float, **more: object) -> TrackItem:
    return TrackItem(Kind.CLIP, f"clip {start:g}", start, stop, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("times", "place", "frame"),
    [
        (((10, 100.0), (20, 110.0)), 13, 103),
        (((10, 110.0), (20, 100.0)), 10, 109),
        (((10, 110.0), (20, 100.0)), 19, 100),
        (((10, 100.0), (20, 120.0)), 13, 106),
        (((10, 100.0), (20, 100.0)), 15, 100),
        (((10, 100.0), (20, 105.0)), 14, 102),
        (((10, 0.0), (15, 5.0), (20, 25.0)), 16, 9),
    ],
)
def test_frames_of_an_edit_and_of_its_clip_belong_together(
    times: tuple[tuple[float, float], ...], place: int, frame: int
) -> None:
    one = item(10, 20, times=times)
    assert one.clip_frame(place) == frame
    back = one.place_of(frame)
    assert back is not None
    assert one.clip_frame(back) == frame
    assert one.place_of(2000) is None


def test_of_ten_thousand_clips_only_what_is_seen_is_drawn(qapp: QApplication) -> None:
    """Also while all of it is seen, when thousands share a few pixels."""
    row = PlacedRow(TrackRow("V1", Lies.PICTURES, tuple(item(n * 25, n * 25 + 25) for n in range(10_000))))
    close = TimeScale(range(250_000), 1200, 100_000.0, 2.0)
    seen = row.seen(close.first, close.first + close.width_px / close.frame_px)
    assert seen == range(4000, 4024)
    assert row.wide(seen, close) == list(range(4000, 4024))
    whole = TimeScale.fitting(range(250_000), 1200)
    assert row.wide(range(10_000), whole) == []
    assert list(row.narrow(range(10_000), whole)) == [(0, 1200)]
    assert row.at(100_030) == 4001
    assert row.at(250_001) is None
    picture, places = QPixmap(1200, 120), RowPlaces(16, (row,) * 4)
    took_s = {}
    for name, scale in (("close", close), ("whole", whole)):
        painter = QPainter(picture)
        began = process_time()
        paint_tracks(painter, TracksContent(places), View(scale, 0, 120), THEMES["dark"], str)
        took_s[name] = process_time() - began
        painter.end()
    assert max(took_s.values()) < 0.5, took_s  # drawing all of them one by one takes seconds


def test_overlapping_and_narrow_clips_are_found() -> None:
    row = PlacedRow(TrackRow("V1", Lies.PICTURES, (item(0, 100), item(40, 50), item(100, 101))))
    assert row.at(45) == 1
    assert row.at(60) == 0
    assert row.at(100) == 2
    assert row.at(101) is None
    assert row.seen(60, 90) == range(2)
    scale = TimeScale(range(101), 202, 0.0, 2.0)
    assert row.wide(range(3), scale) == [0, 1]
    assert list(row.narrow(range(3), scale)) == [(200, 202)]


def test_moving_the_play_head_draws_no_clip_anew(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def count(*_: object) -> list[object]:
        drawn.append(1)
        return []

    monkeypatch.setattr("ui.edits.track_strip.paint_tracks", count)
    strip = TrackStrip(THEMES["dark"])
    qtbot.addWidget(strip)
    strip.resize(800, 120)
    row = TrackRow("V1", Lies.PICTURES, tuple(item(n * 10, n * 10 + 10) for n in range(100)))
    sequence = TracedSequence("a", "a", Fraction(25), 0, is_drop_frame=False, length=1000, rows=(row,))
    content = TracksContent(RowPlaces(16, placed(sequence)))
    strip.show_sequence(content, range(1000), tuple(sorted(sequence.cuts)), str, lambda one: one.name)
    strip.show()
    qtbot.waitExposed(strip)
    strip.repaint()
    before = len(drawn)
    for frame in range(0, 1000, 7):
        strip.move_playhead(frame)
        strip.repaint()
    assert len(drawn) == before


EDITS = (
    "otio/multiple_video_tracks.otio",
    "otio/transition_overlay_two_tracks.otio",
    "otio/enabled_flag.otio",
    "edl/dissolves.edl",
    "xmeml/premiere_nested_markers.xml",
    "fcpxml/fcpx_compound.fcpxml",
    "otio/stem2_exr_198clips.otio",
)


@pytest.mark.footage
@pytest.mark.parametrize("name", EDITS)
def test_real_edits_show_every_clip_of_every_track(
    shared: Path, tmp_path: Path, name: str, qapp: QApplication
) -> None:
    from ui.edits.reading import EditReader

    path = tmp_path / Path(name).name
    path.write_bytes((shared / "timelines" / name).read_bytes())
    reader = EditReader(path)
    edit = reader.tracks(ListSettings(), tmp_path / "plates")
    model = reader._timeline.timeline
    assert set(edit.sequences) == set(model.sequences)
    for key, sequence in edit.sequences.items():
        wanted = sorted(item.record.start for one in model.sequences[key].tracks for item in one.items
                        if item.record.duration > 0)  # fmt: skip
        assert len(sequence.rows) == len(model.sequences[key].tracks)
        got = sorted(item.start for row in sequence.rows for item in row.items)
        assert np.allclose(got, [float(one) for one in wanted])
        assert all(item.why_not or item.shot or item.kind is not Kind.CLIP or row.lies is not Lies.PICTURES
                   for row in sequence.rows for item in row.items)  # fmt: skip
        whole = TimeScale.fitting(range(sequence.length), 1000)
        picture = QPixmap(1000, 400)
        painter = QPainter(picture)
        view = View(whole, 0, 400)
        paint_tracks(painter, TracksContent(RowPlaces(16, placed(sequence))), view, THEMES["dark"], str)
        painter.end()
