"""Descriptions of clips that do not exist, and finders that probe them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from editor.media.errors import MediaError
from editor.media.formats import pixel_format
from editor.media.picture import ClipInfo
from editor.timeline.documents.bundles import Bundle
from editor.timeline.media.finder import MediaFinder


def described(
    path: str | Path = "/media/a.mov",
    *,
    frames: int = 1000,
    rate: Fraction = Fraction(24),
    timecode: str | None = None,
    reel: str | None = None,
    size: tuple[int, int] = (1920, 1080),
    numbers: tuple[int, ...] = (),
) -> ClipInfo:
    return ClipInfo(
        path=Path(path),
        is_sequence=bool(numbers),
        width=size[0],
        height=size[1],
        frame_count=len(numbers) or frames,
        rate=rate,
        is_variable_rate=False,
        time_base=1 / rate,
        pts=tuple(range(len(numbers) or frames)),
        duration_ticks=len(numbers) or frames,
        format=pixel_format("yuv422p10le"),
        start_timecode=timecode,
        reel=reel,
        file_numbers=numbers,
    )


def finder(
    infos: Mapping[str, ClipInfo],
    folder: Path,
    search: Iterable[Path] = (),
    bundle: Bundle | None = None,
) -> MediaFinder:
    """Find what lies in a folder, and describe it as given by its name."""

    def probe(clip: str) -> ClipInfo:
        name = Path(clip).name
        if name not in infos:
            raise MediaError("the file is damaged", remedy="copy it again", path=clip)
        return infos[name]

    return MediaFinder(folder / "cut.otio", search, probe, bundle)
