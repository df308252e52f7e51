"""The index of a movie whose pictures stand alone says the same as reading all of it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numbered_movies import remux, write_movie

from editor.media.container import choose_stream, open_movie
from editor.media.packet_index import read_index
from editor.media.packets import read_packets


def plain(folder: Path) -> Path:
    return write_movie(folder / "plain.mov", "prores_ks", 20, pixels="yuv422p10le")


def uneven(folder: Path) -> Path:
    times = np.cumsum([40, 40, 80, 20, 120] * 4).tolist()
    return write_movie(folder / "uneven.mov", "prores_ks", 20, pixels="yuv422p10le", times=times)


def beginning_hidden(folder: Path) -> Path:
    whole = plain(folder)
    with av.open(str(whole)) as movie:
        ticks = round(Fraction(1, 25) / movie.streams.video[0].time_base)
    return remux(whole, folder / "cut.mov", shift=7 * ticks)


def mjpeg(folder: Path) -> Path:
    return write_movie(folder / "m.mp4", "mjpeg", 20, pixels="yuvj420p")


@pytest.mark.parametrize("make", [plain, uneven, beginning_hidden, mjpeg])
def test_index_and_packets_agree(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    with open_movie(path) as container:
        from_index = read_index(container, choose_stream(container, path, None), path)
    with open_movie(path) as container:
        from_packets = read_packets(container, choose_stream(container, path, None), path)
    assert from_index is not None
    for name in ("pts", "is_key", "is_shown"):
        np.testing.assert_array_equal(getattr(from_index, name), getattr(from_packets, name))
    for name in ("has_pts", "last_duration", "smallest_bytes"):
        assert getattr(from_index, name) == getattr(from_packets, name)


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "options"),
    [
        ("long.mov", "libx264", "yuv420p", {}),
        ("fragments.mov", "prores_ks", "yuv422p10le", {"movflags": "frag_keyframe+empty_moov"}),
        ("a.mkv", "prores_ks", "yuv422p10le", {}),
    ],
)
def test_where_the_index_does_not_say_all_it_is_not_used(
    tmp_path: Path, name: str, codec: str, pixels: str, options: dict[str, str]
) -> None:
    path = write_movie(tmp_path / name, codec, 20, pixels=pixels, container_options=options)
    with open_movie(path) as container:
        stream = choose_stream(container, path, None)
        assert read_index(container, stream, path) is None
        assert len(read_packets(container, stream, path)) == 20
