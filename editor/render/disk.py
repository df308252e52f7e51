"""How much room a render needs on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from editor.media.delivery import Delivery, MovieDelivery
from editor.render.analysis import Analysis
from editor.render.budget import picture_bytes
from editor.render.errors import DiskSpaceError

_SHARE_OF_RAW = {
    "prores_hq": 0.15,
    "prores_4444": 0.15,
    "dnxhr_hq": 0.15,
    "dnxhr_hqx": 0.15,
    "h264": 0.03,
    "hevc": 0.03,
    "ffv1": 0.4,
    "png": 0.4,
    "tiff": 0.6,
    "exr": 0.6,
}
_SHARE_OF_FILLS = 0.7


def output_bytes(delivery: Delivery) -> int:
    """Estimate the size of an output, rather too low than too high."""
    codec = delivery.codec if isinstance(delivery, MovieDelivery) else delivery.kind
    return int(picture_bytes(delivery.source) * len(delivery.frames) * _SHARE_OF_RAW[codec])


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
