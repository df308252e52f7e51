"""What a render can be delivered as, in the words of the trade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of delivery.

    Attributes
    ----------
    name : str
        As the trade calls it, which is not translated.
    suffix : str
        Ending of the name; empty for a folder of pictures.
    codec : str or None
        Key of the codec; None for the one that loses least.
    """

    name: str
    suffix: str
    codec: str | None = None

    @property
    def is_movie(self) -> bool:
        """Whether it is one file."""
        return bool(self.suffix)


FORMATS = (
    Format("QuickTime (.mov)", ".mov"),
    Format("ProRes 422 HQ (.mov)", ".mov", "prores_hq"),
    Format("ProRes 4444 (.mov)", ".mov", "prores_4444"),
    Format("DNxHR HQX (.mxf)", ".mxf", "dnxhr_hqx"),
    Format("DNxHR HQ (.mxf)", ".mxf", "dnxhr_hq"),
    Format("FFV1 (.mkv)", ".mkv", "ffv1"),
    Format("H.264 (.mp4)", ".mp4", "h264"),
    Format("HEVC 10 bit (.mp4)", ".mp4", "hevc"),
    Format("OpenEXR", "", "exr"),
    Format("TIFF", "", "tiff"),
    Format("PNG", "", "png"),
)


def usual_format(clip: str) -> Format:
    """Choose what a clip is usually delivered as: pictures as pictures, all else as a movie."""
    ending = Path(clip).suffix.lower()
    if ending in {".exr", ".dpx"}:
        return next(one for one in FORMATS if one.codec == "exr")
    if ending in {".tif", ".tiff"}:
        return next(one for one in FORMATS if one.codec == "tiff")
    return next(one for one in FORMATS if one.codec == "png") if ending == ".png" else FORMATS[0]
