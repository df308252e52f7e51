"""The script that the README shows, run as it is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import av
import cv2
import numpy as np

WIDTH, HEIGHT, COUNT, RATE = 160, 96, 10, 25
README = Path(__file__).parent.parent.parent / "README.md"
BLOCK = re.compile(r"(?:^    .*\n|^\n)*^    from editor import Project\n(?:^    .*\n|^\n)*", re.MULTILINE)


def script() -> str:
    """Take the script out of the README."""
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return dedent(found[0])


def walker_at(index: int) -> tuple[slice, slice]:
    """Lines and columns that the walker covers: the middle of the README's ellipse, which it follows."""
    left = round((0.20 + 0.6 * index / 99) * WIDTH) - 5
    return slice(30, 76), slice(left, left + 10)


def write_movie(path: Path) -> None:
    """Write a still street with something walking through it."""
    random = np.random.default_rng(4)
    street = cv2.GaussianBlur(random.uniform(0, 255, (HEIGHT, WIDTH, 3)), (0, 0), 2)
    street = cv2.normalize(street, None, 80, 190, cv2.NORM_MINMAX).astype(np.uint8)
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("png", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "rgb24"
        for index in range(COUNT):
            picture = street.copy()
            picture[walker_at(index)] = (255, 0, 255)
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))


def write_edit(path: Path, clip: Path) -> None:
    """Write an edit that shows the middle of the movie."""

    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": RATE, "value": value}

    def span(start: int, count: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(count)}

    media = {"OTIO_SCHEMA": "ExternalReference.1", "available_range": span(0, COUNT), "target_url": clip.name}
    shown = {
        "OTIO_SCHEMA": "Clip.2",
        "name": "street",
        "source_range": span(3, 4),
        "media_references": {"DEFAULT_MEDIA": media},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }
    track = {"OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": [shown]}
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    path.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "cut", "tracks": stack}), "utf-8")


def greens(path: Path) -> list[float]:
    """How green each frame is where the walker was, who has no green."""
    with av.open(str(path)) as movie:
        pictures = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    return [float(picture[walker_at(index)][..., 1].mean()) for index, picture in enumerate(pictures)]


def test_the_script_of_the_readme_runs_as_it_is_written(tmp_path: Path) -> None:
    write_movie(tmp_path / "street.mov")
    write_edit(tmp_path / "cut.otio", tmp_path / "street.mov")
    command = [sys.executable, "-c", script()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    cleaned = greens(tmp_path / "street_clean.mov")
    assert len(cleaned) == COUNT
    assert min(cleaned) > 90
    if "deliver(" in script():
        (plate,) = (tmp_path / "plates").glob("*_cleanplate_*.mov")
        assert plate.name in (tmp_path / "cut_clean.otio").read_text(encoding="utf-8")
        assert min(greens(plate)) > 90  # its handles reach to both ends of the clip
