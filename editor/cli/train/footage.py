"""Folders and movies become what networks learn to fill from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editor.datasets.footage import FootageClip, OpenClips, Photograph, read_silhouettes
from editor.datasets.footage_folders import FootageFolder, find_footage
from editor.errors import UsageError

if TYPE_CHECKING:
    from engines.train.clips.footage import ClipMaterial, Footage, Stratum

_HELD_OUT_EVERY = 10
_HELD_OUT_SHARE = 0.2
_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class FootageRequest:
    """What is to be learned from.

    Attributes
    ----------
    roots : sequence of Path
        Folders and movies.
    weights : sequence of float
        How much each root counts; empty for as often as it has frames.
    held_out, never : sequence of str
        Names of clips to check on, and of those that are never shown.
    short_side_px : int
        Size that frames are read at.
    cache_bytes : int
        Memory for them.
    """

    roots: Sequence[Path]
    weights: Sequence[float]
    held_out: Sequence[str]
    never: Sequence[str]
    short_side_px: int
    cache_bytes: int


@dataclass(frozen=True, slots=True)
class FootageData:
    """What was found.

    Attributes
    ----------
    material : ClipMaterial
        To learn from.
    checks : sequence of Footage
        To check on.
    clips : OpenClips
        Reads all of it; to be closed in the end.
    told : str
        What it is, for the card.
    """

    material: ClipMaterial
    checks: Sequence[Footage]
    clips: OpenClips
    told: str


def open_footage(request: FootageRequest, told: Callable[[str], None]) -> FootageData:
    """Open all there is; frames are read when they are wanted.

    Parameters
    ----------
    request : FootageRequest
        What.
    told : callable
        Gets what is being opened.

    Raises
    ------
    CleanplateError
        If something is missing or cannot be read, or weights and folders differ in number.
    """
    from engines.train.clips.footage import CachedFootage, ClipMaterial, FrameCache, Stratum

    if request.weights and len(request.weights) != len(request.roots):
        cause = f"{len(request.weights)} weights for {len(request.roots)} folders"
        raise UsageError(cause, remedy="say --weight once for each folder, in their order")
    found = find_footage(request.roots, request.held_out, request.never)
    clips, cache = OpenClips(), FrameCache(request.cache_bytes)

    def opened(name: str, path: Path) -> Footage:
        told(f"opening {path}")
        return CachedFootage(FootageClip(name, path, request.short_side_px, clips), cache)

    checks = [opened(name, path) for name, path in found.checks.items()]
    held_out = not checks
    strata: list[Stratum] = []
    for at, folder in enumerate(found.folders):
        footage = [opened(_own_name(name, folder), path) for name, path in folder.clips.items()]
        if held_out:
            footage, more = _parted(footage)
            checks += more
        footage += [
            CachedFootage(Photograph(path, request.short_side_px), cache) for path in folder.photographs
        ]
        if footage:
            weight = request.weights[at] if request.weights else float(sum(map(len, footage)))
            strata.append(Stratum(footage, weight))
    silhouettes = read_silhouettes(found.maps)
    material = ClipMaterial(strata, silhouettes)
    material.check()
    return FootageData(material, checks, clips, _told(material, checks, found.left_out))


def _own_name(name: str, folder: FootageFolder) -> str:
    """Tell clips of one name in two folders apart."""
    return f"{folder.root.name}/{name}"


def _parted(footage: list[Footage]) -> tuple[list[Footage], list[Footage]]:
    """Hold out every tenth clip, or the end of a single one."""
    from engines.train.clips.footage import FootagePart

    if len(footage) > 1:
        wanted = range(len(footage) - 1, -1, -_HELD_OUT_EVERY)
        kept = [one for at, one in enumerate(footage) if at not in wanted]
        return kept, [footage[at] for at in sorted(wanted)]
    if not footage or len(footage[0]) < 10:
        return footage, []
    border = round(len(footage[0]) * (1 - _HELD_OUT_SHARE))
    whole = range(len(footage[0]))
    return [FootagePart(footage[0], whole[:border])], [FootagePart(footage[0], whole[border:])]


def _told(material: ClipMaterial, checks: Sequence[Footage], left_out: Sequence[str]) -> str:
    all_footage = [one for stratum in material.strata for one in stratum.footage]
    clips = [one.name for one in all_footage if len(one) > 1]
    stills = len(all_footage) - len(clips)
    parts = []
    if clips:
        parts.append(f"{len(clips)} clips ({_list(clips)})")
    if stills:
        parts.append(f"{stills} photographs that the camera passes over")
    if material.silhouettes:
        parts.append(f"holes of {len(material.silhouettes)} outlines")
    if checks:
        parts.append(f"checked on {_list([one.name for one in checks])}")
    if left_out:
        parts.append(f"never shown: {_list(left_out)}")
    return "; ".join(parts)


def _list(names: Sequence[str]) -> str:
    more = len(names) - _MOST_TOLD
    return ", ".join(names[:_MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
