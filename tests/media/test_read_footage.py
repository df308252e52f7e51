"""Every shared movie and clip reads with the numbers that its own description gives."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from editor.media.opening import open_clip

FORMATS = (
    "dnxhr-lb-720.mov",
    "ffv1.mkv",
    "h264-anamorphic.mp4",
    "h264-interlaced.mp4",
    "h264-long-gop.mp4",
    "h264-rotate90.mp4",
    "h264-vfr.mp4",
    "hevc-10bit.mp4",
    "mjpeg.avi",
    "prores422-proxy.mov",
    "prores4444-alpha.mov",
    "vp9.webm",
)
CLIPS = (
    *(
        "bag",
        "bedroom",
        "big-buck-bunny",
        "bikes-cuts",
        "blackswan",
        "bmx-trees",
        "bottles",
        "car-roundabout",
    ),
    *("car-shadow", "chaplin", "chart-timecode-1080", "cockatoo", "cups", "dance-twirl", "dog", "dog-walk"),
    *("dog-walk-subtitled", "dogs-jump", "goat", "highway-720", "kite-surf", "market-1080-watermark"),
    *("motocross-jump", "nasa-two-streams", "parkour", "plant-short", "portrait-titles", "road-above"),
    *("running-car", "schoolgirls", "teddy-portrait", "tennis"),
)
# The average over the whole track counts a last picture of odd length; the pictures themselves lie on a grid.
ODD_LAST_PICTURE = {"highway-720": 29.97, "teddy-portrait": 20.0}


@pytest.mark.footage
@pytest.mark.parametrize("name", FORMATS)
def test_format_reads_with_its_numbers(shared: Path, name: str) -> None:
    folder = shared / "footage" / "formats"
    expected = json.loads((folder / "formats.json").read_text())[name]
    check(folder / name, expected, fps=expected["fps"])


@pytest.mark.footage
@pytest.mark.parametrize("name", CLIPS)
def test_clip_reads_with_its_numbers(shared: Path, name: str) -> None:
    folder = shared / "footage" / "clips" / name
    expected = json.loads((folder / "clip.json").read_text())
    path = folder / expected.get("file", "frames")
    check(path, expected, fps=ODD_LAST_PICTURE.get(name, expected["fps"]))


def check(path: Path, expected: dict[str, Any], fps: float) -> None:
    with closing(open_clip(str(path))) as reader:
        info = reader.info
        assert (info.width, info.height) == (expected["width"], expected["height"])
        assert info.frame_count == len(reader) == len(info.pts) == expected["frames"]
        assert float(info.rate) == pytest.approx(fps, abs=1e-4)
        assert info.format.name == expected.get("pix_fmt", "yuvj420p").replace("yuvj", "yuv")
        assert info.codec == expected.get("codec", "mjpeg")
        kinds = [note.kind for note in info.other_streams]
        assert kinds.count("video") == expected.get("video_streams", 1) - 1
        assert ("audio" in kinds) == (expected["audio"] is not None)
        for index in (1, 0):
            picture = reader.read(index)
            assert (picture.index, picture.pts) == (index, info.pts[index])
            assert (picture.width, picture.height) == (info.width, info.height)


@pytest.mark.footage
def test_description_lists_nothing_else(shared: Path) -> None:
    formats = json.loads((shared / "footage" / "formats" / "formats.json").read_text())
    clips = {path.name for path in (shared / "footage" / "clips").iterdir()}
    assert (set(formats), clips) == (set(FORMATS), set(CLIPS))
