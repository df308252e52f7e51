"""What deliveries cost: room on the disk, and memory in encoders."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from editor.media.delivery import Delivery, MovieDelivery
from editor.media.formats import pixel_format
from editor.media.picture import ClipInfo
from editor.render.analysis import Analysis
from editor.render.errors import DiskSpaceError

_SHARE_OF_FILLS = 0.5


@dataclass(frozen=True, slots=True)
class _Cost:
    """Of a codec or a kind of picture, measured on 1080p.

    Attributes
    ----------
    share_of_raw : float
        Size of what is written over that of the samples, rather too low than too high.
    pictures : int
        So many pictures lie in the encoder.
    """

    share_of_raw: float
    pictures: int


_COSTS = MappingProxyType(
    {
        "prores_hq": _Cost(0.15, 16),
        "prores_4444": _Cost(0.15, 16),
        "dnxhr_hq": _Cost(0.15, 16),
        "dnxhr_hqx": _Cost(0.15, 16),
        "h264": _Cost(0.03, 72),
        "hevc": _Cost(0.03, 104),
        "ffv1": _Cost(0.4, 8),
        "png": _Cost(0.4, 4),
        "tiff": _Cost(0.6, 4),
        "exr": _Cost(0.6, 4),
    }
)


def picture_bytes(clip: ClipInfo) -> int:
    """Size of one decoded picture in its own format."""
    pixels = clip.format
    sample_bytes = 4 if pixels.is_float else 1 if pixels.bit_depth <= 8 else 2
    chroma = sum(name in "UV" for name in pixels.plane_names)
    full = clip.width * clip.height * (len(pixels.plane_names) - chroma)
    small = (-(-clip.width >> pixels.chroma_shift_x)) * (-(-clip.height >> pixels.chroma_shift_y)) * chroma
    return (full + small) * sample_bytes


def output_bytes(delivery: Delivery) -> int:
    """Estimate the size of an output, rather too low than too high."""
    return int(_coded_bytes(delivery) * len(delivery.frames) * _cost(delivery).share_of_raw)


def encoder_bytes(delivery: Delivery) -> int:
    """Estimate the memory that an encoder takes."""
    return _coded_bytes(delivery) * _cost(delivery).pictures


def parts_bytes(analysis: Analysis, frame_bytes: int) -> int:
    """Estimate the size of the finished parts that are kept until the end.

    Parameters
    ----------
    analysis : Analysis
        Says how large the holes are.
    frame_bytes : int
        Size of a whole frame as engines see it.
    """
    return int(sum(matte.box_share for matte in analysis.mattes) * frame_bytes * _SHARE_OF_FILLS)


def check_space(folder: Path, needed_bytes: int) -> None:
    """Make sure that there is room.

    Raises
    ------
    DiskSpaceError
        If there is too little.
    """
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise DiskSpaceError(needed_bytes, free_bytes, folder)


def _coded_bytes(delivery: Delivery) -> int:
    """Size of a picture as the encoder gets it."""
    if not isinstance(delivery, MovieDelivery):
        return picture_bytes(delivery.source)
    return picture_bytes(replace(delivery.source, format=pixel_format(delivery.pixel_format)))


def _cost(delivery: Delivery) -> _Cost:
    return _COSTS[delivery.codec if isinstance(delivery, MovieDelivery) else delivery.kind]
