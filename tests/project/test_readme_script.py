"""The script that the README shows, run as it is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

WIDTH, HEIGHT, COUNT = 96, 64, 40
README = Path(__file__).parent.parent.parent / "README.md"
SCRIPT = """\
from editor import Project
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind

with Project.create("street.cleanplate") as project:
    shot = project.add_clip("street.mov")
    walker = project.add_object(shot, "walker")
    way = ShapeKey(0, box=Box(0.20, 0.55, 0.15, 0.70)), ShapeKey(99, box=Box(0.80, 0.55, 0.15, 0.70))
    project.draw(walker, Shape(ShapeKind.ELLIPSE, keys=way))
    project.undo()  # every edit is on the disk at once, and can be undone
    project.redo()
    project.render(shot, "street_clean.mov")
"""


def walker_at(index: int) -> tuple[slice, slice]:
    """Lines and columns that the walker covers."""
    left = round((0.2 + 0.6 * index / 99) * WIDTH) - 3
    return slice(16, 40), slice(left, left + 6)


def write_movie(path: Path) -> None:
    """Write a still street with something walking through it."""
    street = np.random.default_rng(4).integers(60, 200, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("png", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "rgb24"
        for index in range(COUNT):
            picture = street.copy()
            picture[walker_at(index)] = (255, 0, 255)
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))


def test_the_script_of_the_readme_runs_as_it_is_written(tmp_path: Path) -> None:
    write_movie(tmp_path / "street.mov")
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with av.open(str(tmp_path / "street_clean.mov")) as movie:
        cleaned = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    assert len(cleaned) == COUNT
    greens = [float(picture[walker_at(index)][..., 1].mean()) for index, picture in enumerate(cleaned)]
    assert min(greens) > 90  # the walker has none


def test_the_readme_shows_this_script() -> None:
    text = README.read_text(encoding="utf-8")
    if "from editor import Project" not in text:
        pytest.skip("the README has no script")
    shown = "".join(f"    {line}" if line.strip() else line for line in SCRIPT.splitlines(keepends=True))
    assert shown in text
