"""Removal from clips that are not plain: interlaced, scene-linear, with cuts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import OpenImageIO as oiio  # noqa: N813
import pytest
from av.codec.context import Flags
from removal_clips import (
    BOX,
    HEIGHT,
    WIDTH,
    Listener,
    ignore,
    matte,
    pictures,
    request,
    write_mattes,
    write_png,
)

from editor.media.picture import FieldOrder
from editor.render.errors import NothingVisibleError
from editor.render.removal import remove

COUNT = 4


def write_interlaced(path: Path) -> Path:
    """Write a movie (lossless H.264) whose top field is dark and whose bottom field is bright."""
    lossless = {"qp": "0", "x264-params": "tff=1"}
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("libx264", rate=Fraction(25), options=lossless)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.flags |= Flags.interlaced_dct
        for index in range(COUNT):
            planes = np.full((HEIGHT * 3 // 2, WIDTH), 60, np.uint8)
            planes[1:HEIGHT:2] = 180
            planes[HEIGHT:] = np.repeat([110, 140], WIDTH // 2)
            frame = av.VideoFrame.from_ndarray(planes, "yuv420p")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


def test_fields_are_filled_apart_and_never_mixed(tmp_path: Path) -> None:
    clip = write_interlaced(tmp_path / "clip.mkv")
    before = pictures(clip)
    assert before[0].field_order is not FieldOrder.PROGRESSIVE
    listener = Listener()
    remove(request(clip, write_mattes(tmp_path / "m", COUNT), tmp_path / "out.mkv"), listener, ignore)
    assert "interlaced" in listener.notices
    for one, other in zip(before, pictures(tmp_path / "out.mkv"), strict=True):
        assert other.field_order is one.field_order
        for a, b in zip(one.planes, other.planes, strict=True):
            assert np.abs(a.astype(int) - b.astype(int)).max() <= 3


def write_linear(folder: Path) -> Path:
    folder.mkdir()
    for index in range(COUNT):
        lines, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        light = np.stack([columns / 8, lines / 4 + index, columns * 0 + 0.25], axis=2)
        light[0, 0] = (-3, 5000, 1e-6)
        picture = oiio.ImageBuf(light.astype(np.float32))
        assert picture.write(str(folder / f"shot.{index + 1:04d}.exr"))
    return folder


def test_scene_linear_light_is_filled_as_light_and_never_clipped(tmp_path: Path) -> None:
    clip = write_linear(tmp_path / "shot")
    remove(
        request(clip, write_mattes(tmp_path / "m", COUNT), tmp_path / "clean", patch_out=str(tmp_path / "p")),
        Listener(),
        ignore,
    )
    hole = matte() > 0
    for one, other in zip(pictures(clip), pictures(tmp_path / "clean"), strict=True):
        for before, after in zip(one.planes, other.planes, strict=True):
            assert np.array_equal(before[~hole], after[~hole])
            inside = after[BOX].astype(float) / np.maximum(before[BOX], 0.1)
            assert 0.5 < inside.min() < inside.max() < 2
    patch = pictures(tmp_path / "p")[0]
    assert patch.format.is_float
    assert patch.planes[3].max() == 1


def test_a_shot_that_is_all_white_is_refused_though_others_are_not(tmp_path: Path) -> None:
    scenes = np.random.default_rng(1).integers(0, 256, (3, 8, 12, 3)).astype(np.uint8)
    for index in range(15):
        scene = np.kron(scenes[index // 5], np.ones((8, 8, 1), np.uint8))
        write_png(tmp_path / "shot" / f"{index}.png", scene)
        white = np.full((HEIGHT, WIDTH), 255 if 5 <= index < 10 else 0, np.uint8)
        write_png(tmp_path / "m" / f"{index}.png", np.maximum(white, matte()))
    with pytest.raises(NothingVisibleError, match="frames 5 to 9"):
        remove(request(tmp_path / "shot", tmp_path / "m", tmp_path / "clean"), Listener(), ignore)
    assert {path.name for path in tmp_path.iterdir()} <= {"shot", "m", ".clean.cleanplate"}
