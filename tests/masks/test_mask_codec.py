"""Encoded mattes come back as they were, take little room, and nothing else is believed."""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from editor.masks.codec import decode_matte, encode_matte
from editor.masks.errors import MaskValueError, MatteDataError
from editor.masks.levels import Matte

levels = st.sampled_from([0, 0, 0, 255, 255, 255, 1, 128, 254])
mattes = arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=levels)


def antialiased(height: int = 1080, width: int = 1920) -> Matte:
    """A wavy outline at full HD with an edge of a pixel or two."""
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    radius = height / 4 * (1 + 0.3 * np.sin(5 * angle) + 0.05 * np.sin(37 * angle))
    outline = np.column_stack([width / 2 + radius * np.cos(angle), height / 2 + radius * np.sin(angle)])
    matte = np.zeros((height, width), np.uint8)
    return cv2.fillPoly(matte, [np.rint(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)


@given(mattes)
def test_every_matte_comes_back(matte: Matte) -> None:
    assert np.array_equal(decode_matte(encode_matte(matte)), matte)


@given(mattes, st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(matte: Matte, place: int, flip: int) -> None:
    data = bytearray(encode_matte(matte))
    data[place % len(data)] ^= flip
    try:
        decoded = decode_matte(bytes(data))
    except MatteDataError:
        return
    # A header may turn into another one that fits: 3x4 into 4x3. The pixels are checked by zlib.
    assert decoded.size == matte.size


def test_a_strided_view_is_encoded_as_what_it_shows() -> None:
    matte = antialiased(90, 160)
    view = matte[::-2, ::3]
    assert np.array_equal(decode_matte(encode_matte(view)), view)


def test_an_antialiased_full_hd_matte_takes_less_than_its_share_of_six_megabytes() -> None:
    matte = antialiased()
    data = encode_matte(matte)
    assert np.array_equal(decode_matte(data), matte)
    assert len(data) < 6_000_000 / 300


def test_equal_mattes_are_equal_bytes() -> None:
    assert encode_matte(antialiased()) == encode_matte(antialiased().copy())


@pytest.mark.parametrize("level", [0, 7, 255])
def test_one_level_throughout_takes_almost_nothing(level: int) -> None:
    data = encode_matte(np.full((2160, 3840), level, np.uint8))
    assert len(data) < 10_000
    assert (decode_matte(data) == level).all()


@pytest.mark.parametrize(
    "array", [np.zeros((0, 4), np.uint8), np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.uint16)]
)
def test_what_is_no_matte_is_not_encoded(array: np.ndarray) -> None:
    with pytest.raises(MaskValueError, match="is no matte"):
        encode_matte(array)


def header(
    version: int = 1, width: int = 4, height: int = 3, run_count: int = 1, outline_bytes: int = 0
) -> bytes:
    return struct.pack("<4sBIIII", b"CPMT", version, width, height, run_count, outline_bytes)


def body(*, lengths: tuple[int, ...] = (12,), values: tuple[int, ...] = (0,), steps: bytes = b"") -> bytes:
    planes = np.array(lengths, "<u4").view(np.uint8).reshape(-1, 4).T.tobytes()
    outline = zlib.compress(planes + bytes(values))
    start = header(run_count=len(lengths), outline_bytes=len(outline))
    return start + outline + zlib.compress(steps)


HOSTILE = {
    b"": "it is cut off",
    b"\x89PNG" + bytes(40): "does not begin as one",
    header(version=9) + bytes(9): "has version 9",
    header(width=0): "cannot be 0x3",
    header(width=1 << 31, height=1 << 31): "cannot be",
    header(run_count=13): "in 13 runs",
    header(outline_bytes=4) + b"what": "is broken",
    body(lengths=(11,)): "do not fill the picture",
    body(lengths=(0xFFFFFFFF, 13), values=(0, 0)): "do not fill the picture",
    body(values=(200,)): "do not fill the picture",
    body(values=(0, 0)): "another length",
    body(steps=b"1"): "another length",
    body(values=(1,)): "another length",
    body() + b"more": "another length",
    body()[:-1]: "another length",
}


@pytest.mark.parametrize(("data", "sentence"), HOSTILE.items())
def test_hostile_bytes_are_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(MatteDataError, match=sentence) as refused:
        decode_matte(data)
    assert "\n" not in str(refused.value)


def test_a_bomb_is_not_inflated() -> None:
    bomb = zlib.compress(bytes(50_000_000), 9)
    with pytest.raises(MatteDataError, match="another length"):
        decode_matte(header(outline_bytes=len(bomb)) + bomb)
