"""Small clips with something to remove, and engines that behave as a test wants."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.opening import open_clip
from editor.media.picture import Picture
from editor.render.messages import Message, Notice, Progress
from editor.render.request import RemovalRequest

WIDTH, HEIGHT = 96, 64
BOX = slice(20, 40), slice(30, 56)

Rgb = NDArray[np.uint8]


def drawn(index: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Rgb:
    """Draw a frame: smooth colours that change slowly, with fixed noise on top."""
    width, height = size
    lines, columns = np.mgrid[0:height, 0:width]
    waves = [np.sin((columns + index * step) / 11 + lines / 17) for step in (1, 2, 3)]
    noise = np.random.default_rng(3).normal(0, 4, (height, width, 1))
    return (np.stack(waves, axis=2) * 80 + 128 + noise).clip(0, 255).astype(np.uint8)


def matte(value: int = 255, size: tuple[int, int] = (WIDTH, HEIGHT)) -> NDArray[np.uint8]:
    """Draw a matte with one box."""
    pixels = np.zeros(size[::-1], np.uint8)
    pixels[BOX] = value
    return pixels


def write_png(path: Path, pixels: NDArray[np.generic]) -> Path:
    """Write one picture, whatever its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    order = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    done, data = cv2.imencode(".png", np.ascontiguousarray(order))
    assert done
    data.tofile(path)
    return path


def write_mattes(folder: Path, count: int, first: int = 0, value: int = 255) -> Path:
    """Write a folder of mattes."""
    for index in range(first, first + count):
        write_png(folder / f"{index:05d}.png", matte(value))
    return folder


def write_movie(path: Path, count: int = 12, pixels: str = "yuv420p", rate: int = 25) -> Path:
    """Write a lossless movie (FFV1)."""
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=Fraction(rate))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, pixels
        for index in range(count):
            frame = av.VideoFrame.from_ndarray(drawn(index), "rgb24").reformat(format=pixels)
            frame.pts, frame.time_base = index, Fraction(1, rate)
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


def write_sequence(folder: Path, count: int, first: int = 1001) -> Path:
    """Write a folder of PNG pictures."""
    for index in range(count):
        write_png(folder / f"shot.{first + index}.png", drawn(index))
    return folder


def pictures(path: Path | str) -> list[Picture]:
    """Read all frames of a short clip."""
    with closing(open_clip(path)) as reader:
        return [reader.read(index) for index in range(len(reader))]


def same_planes(one: Picture, other: Picture) -> bool:
    """Whether every sample is equal."""
    return one.format == other.format and all(
        np.array_equal(a, b) for a, b in zip(one.planes, other.planes, strict=True)
    )


def luma_outside(picture: Picture) -> NDArray[np.generic]:
    """Samples of the first plane outside the box."""
    plane = picture.planes[0].copy()
    plane[BOX] = 0
    return plane


def request(clip: Path, mask: Path, out: Path, **more: object) -> RemovalRequest:
    """Ask for a removal with the engine that is quick."""
    options: dict[str, object] = {"engine": "spatial", **more}
    return RemovalRequest(str(clip), mask, str(out), **options)  # type: ignore[arg-type]


def ignore() -> None:
    """Never stop."""


class Listener:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def notices(self) -> str:
        return "\n".join(message.text for message in self.messages if isinstance(message, Notice))

    @property
    def progress(self) -> list[Progress]:
        return [message for message in self.messages if isinstance(message, Progress)]


def install_engine(folder: Path, name: str, code: str) -> Path:
    """Lay an engine out as an installed package; `folder` is to be on the path of Python.

    Parameters
    ----------
    code : str
        Of a module that has a class `Engine`.
    """
    facts = folder / f"{name}_engine-1.0.dist-info"
    facts.mkdir(parents=True)
    (folder / f"{name}_engine.py").write_text(code)
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}-engine\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[cleanplate.engines]\n{name} = {name}_engine:Engine\n")
    return folder
