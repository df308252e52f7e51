"""Descriptions of clips for tests that need no file."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from editor.media.formats import pixel_format
from editor.media.picture import ClipInfo, FieldOrder


def clip_info(
    frame_count: int = 100,
    *,
    size: tuple[int, int] = (64, 48),
    pixels: str = "yuv420p",
    rate: Fraction = Fraction(25),
    first_number: int | None = None,
    start_timecode: str | None = None,
    field_order: FieldOrder = FieldOrder.PROGRESSIVE,
) -> ClipInfo:
    numbers = () if first_number is None else tuple(range(first_number, first_number + frame_count))
    return ClipInfo(
        path=Path("clip.mov"),
        is_sequence=bool(numbers),
        width=size[0],
        height=size[1],
        frame_count=frame_count,
        rate=rate,
        is_variable_rate=False,
        time_base=1 / rate,
        pts=tuple(range(frame_count)),
        duration_ticks=frame_count,
        format=pixel_format(pixels),
        field_order=field_order,
        start_timecode=start_timecode,
        file_numbers=numbers,
    )
