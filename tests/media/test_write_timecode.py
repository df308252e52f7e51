"""Timecodes count on as SMPTE ST 12-1 says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.media.timecode import timecode_after, timecode_frames

NTSC = Fraction(30000, 1001)


@pytest.mark.parametrize(
    ("start", "frames", "rate", "expected"),
    [
        ("01:00:00:00", 0, Fraction(24), "01:00:00:00"),
        ("01:00:00:00", 25, Fraction(24), "01:00:01:01"),
        ("00:59:59:23", 1, Fraction(24), "01:00:00:00"),
        ("23:59:59:24", 1, Fraction(25), "00:00:00:00"),
        ("01:00:00:00", 30, NTSC, "01:00:01:00"),
        ("00:00:59;29", 1, NTSC, "00:01:00;02"),
        ("00:09:59;29", 1, NTSC, "00:10:00;00"),
        ("00:00:00;00", 1798 + 1800, NTSC, "00:02:00;02"),
        ("00:00:59;59", 1, Fraction(60000, 1001), "00:01:00;04"),
        ("23:59:59;29", 1, NTSC, "00:00:00;00"),
    ],
)
def test_timecode_counts_on(start: str, frames: int, rate: Fraction, expected: str) -> None:
    assert timecode_after(start, frames, rate) == expected


@given(st.integers(0, 2_589_407), st.sampled_from(["00:00:00;00", "00:00:00:00"]))
def test_counting_on_and_counting_agree(frames: int, start: str) -> None:
    wrapped = frames % (2_589_408 if ";" in start else 2_592_000)
    assert timecode_frames(timecode_after(start, frames, NTSC), NTSC) == wrapped


def test_a_timecode_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="00:00:00:24"):
        timecode_after("00:00:00:24", 1, Fraction(24))
