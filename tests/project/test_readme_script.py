"""The script that the README shows, run as it is written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import av
import cv2
import numpy as np
from project_clips import EDIT_RATE, write_edit

WIDTH, HEIGHT, COUNT = 160, 96, 10
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
        stream = movie.add_stream("png", rate=EDIT_RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "rgb24"
        for index in range(COUNT):
            picture = street.copy()
            picture[walker_at(index)] = (255, 0, 255)
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))


def greens(path: Path) -> list[float]:
    """How green each frame is where the walker was, who has no green."""
    with av.open(str(path)) as movie:
        pictures = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    return [float(picture[walker_at(index)][..., 1].mean()) for index, picture in enumerate(pictures)]


def test_the_script_of_the_readme_runs_as_it_is_written(tmp_path: Path) -> None:
    write_movie(tmp_path / "street.mov")
    write_edit(tmp_path / "cut.otio", "street.mov", COUNT, range(3, 7))
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
