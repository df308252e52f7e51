"""Five real clips from the NLE's edit to the finished round trip, by the commands that a user gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import opentimelineio as otio
import pytest
from otio_documents import clip, media, span, timeline, track, written

from editor.cli.main import status_of
from editor.media.opening import open_clip, probe
from editor.media.picture import Picture

pytestmark = pytest.mark.footage

NTSC_24, NTSC_30 = Fraction(24000, 1001), Fraction(30000, 1001)
FRAMES = 3
HANDLES = 1
HOLE = slice(40, 80), slice(60, 140)
"""Rows and columns that the mattes cover."""


def film_rate(source: Path, out: Path) -> Path:
    """Copy the first pictures of a clip into a movie of 23.976 frames a second."""
    with closing(open_clip(source)) as reader, av.open(str(out), "w") as container:
        info = reader.info
        stream = container.add_stream("ffv1", NTSC_24)
        stream.width, stream.height, stream.pix_fmt = info.width, info.height, "yuv420p"
        for index in range(24):
            planes = [np.ascontiguousarray(plane) for plane in reader.read(index).planes]
            frame = av.VideoFrame(info.width, info.height, "yuv420p")
            for target, plane in zip(frame.planes, planes, strict=True):
                padded = np.zeros((plane.shape[0], target.line_size), np.uint8)
                padded[:, : plane.shape[1]] = plane
                target.update(padded)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out


@pytest.fixture
def footage(shared: Path, tmp_path: Path) -> list[tuple[Path, Fraction, int]]:
    """Movie, rate, and the first frame that is used."""
    clips = shared / "footage" / "clips"
    return [
        (film_rate(clips / "dogs-jump" / "clip.mp4", tmp_path / "film \u00f6 1.mkv"), NTSC_24, 5),
        (clips / "big-buck-bunny" / "clip.mp4", Fraction(25), 100),
        (clips / "dog-walk-subtitled" / "clip.mp4", NTSC_30, 30),
        (clips / "teddy-portrait" / "clip.mp4", Fraction(20), 40),
        (clips / "chart-timecode-1080" / "clip.mov", Fraction(24), 4),
    ]


@pytest.fixture
def edit(footage: list[tuple[Path, Fraction, int]], tmp_path: Path) -> Path:
    children = []
    for number, (movie, rate, first) in enumerate(footage):
        info = probe(movie)
        start = 86400.0 if info.start_timecode is not None else 0.0
        fps = float(rate)
        reference = media(str(movie), start, float(info.frame_count), fps)
        children.append(clip(f"clip {number}", span(start + first, FRAMES, fps), reference))
    path = tmp_path / "edit.otio"
    path.write_bytes(written(timeline(track(*children))))
    return path


@pytest.fixture
def mattes(footage: list[tuple[Path, Fraction, int]], tmp_path: Path) -> Path:
    folder = tmp_path / "mattes"
    folder.mkdir()
    for number, (movie, _, _) in enumerate(footage, start=1):
        info = probe(movie)
        matte = np.zeros((info.height, info.width), np.uint8)
        matte[HOLE] = 255
        cv2.imencode(".png", matte)[1].tofile(folder / f"sh{10 * number:03}.png")
    return folder


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    status = status_of(["timeline", *map(str, words), "--json"])
    captured = capsys.readouterr()
    assert status == 0, captured.err
    return json.loads(captured.out)


def pictures(path: Path, first: int, count: int) -> Iterator[Picture]:
    with closing(open_clip(path)) as reader:
        yield from (reader.read(index) for index in range(first, first + count))


def test_five_clips_go_from_the_edit_to_plates_and_back_into_otio_and_xml(
    footage: list[tuple[Path, Fraction, int]],
    edit: Path,
    mattes: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plates, out = tmp_path / "plates", tmp_path / "clean.otio"
    shots = told(capsys, "shots", edit, "--handles", str(HANDLES), "--save")["shots"]
    assert [shot["name"] for shot in shots] == ["sh010", "sh020", "sh030", "sh040", "sh050"]
    assert all(shot["handles"] == [HANDLES, HANDLES] for shot in shots)

    words = ("--plates", plates, "--mattes", mattes, "--engine", "spatial", "--format", "mkv")
    delivered = told(capsys, "deliver", edit, out, *words)["delivered"]
    assert [it["version"] for it in delivered] == [1] * 5
    for (movie, rate, first), shot in zip(footage, delivered, strict=True):
        check_plate(movie, Path(shot["plate"]), rate, first - HANDLES)

    before, after = stock_clips(edit), stock_clips(out)
    for (_, rate, _), old, new in zip(footage, before, after, strict=True):
        assert new.source_range == old.source_range
        assert Path(new.media_reference.target_url).parent.name == "plates"
        available = new.media_reference.available_range
        assert available.duration.value == FRAMES + 2 * HANDLES
        assert new.source_range.start_time.value - available.start_time.value == HANDLES
        assert available.start_time.rate == pytest.approx(float(rate))
    lines = zip(edit.read_text().splitlines(), out.read_text().splitlines(), strict=True)
    assert sum(old != new for old, new in lines) == 15  # path, start and length of each

    found = told(capsys, "update", f"{edit}.shots.json", out)["shots"]
    assert [(it["fate"], it["shows_plate"]) for it in found] == [("unchanged", True)] * 5

    above = told(capsys, "deliver", edit, tmp_path / "above.otio", "--plates", plates, "--way", "above")
    assert [it["version"] for it in above["delivered"]] == [1] * 5
    assert [len(row) for row in stock_tracks(tmp_path / "above.otio")] == [5, 5]

    xml, out_xml = tmp_path / "edit.xml", tmp_path / "clean.xml"
    told(capsys, "convert", edit, xml)
    again = told(capsys, "deliver", xml, out_xml, "--plates", plates, "--shots", f"{edit}.shots.json")
    assert [it["plate"] for it in again["delivered"]] == [it["plate"] for it in delivered]
    targets = [item.media_reference.target_url for item in stock_clips(out_xml)]
    assert all(f"plates/sh0{number}0_cleanplate_v001.mkv" in it for number, it in enumerate(targets, start=1))
    assert stock_places(out_xml) == stock_places(xml)


def check_plate(movie: Path, plate: Path, rate: Fraction, first: int) -> None:
    """Look at a plate: its length, rate, timecode, and its pictures outside and inside the matte."""
    source, info = probe(movie), probe(plate)
    assert (info.frame_count, info.width, info.height) == (FRAMES + 2 * HANDLES, source.width, source.height)
    assert abs(info.rate - rate) < Fraction(1, 20)
    if source.start_timecode is not None:
        assert info.start_timecode == f"01:00:00:{first:02}"
    is_changed = False
    count = FRAMES + 2 * HANDLES
    for old, new in zip(pictures(movie, first, count), pictures(plate, 0, count), strict=True):
        outside = np.ones(old.planes[0].shape, bool)
        outside[HOLE] = False
        assert np.array_equal(old.planes[0][outside], new.planes[0][outside])
        is_changed |= not np.array_equal(old.planes[0], new.planes[0])
    assert is_changed


def stock_tracks(path: Path) -> list[list[Any]]:
    read = otio.adapters.read_from_file(str(path))
    edit = read if isinstance(read, otio.schema.Timeline) else read[0]
    return [[item for item in row if isinstance(item, otio.schema.Clip)] for row in edit.video_tracks()]


def stock_clips(path: Path) -> list[Any]:
    return stock_tracks(path)[0]


def stock_places(path: Path) -> list[Any]:
    read = otio.adapters.read_from_file(str(path))
    row = (read if isinstance(read, otio.schema.Timeline) else read[0]).video_tracks()[0]
    return [row.range_of_child(item) for item in row if isinstance(item, otio.schema.Clip)]
