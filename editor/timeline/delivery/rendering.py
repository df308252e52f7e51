"""Shots as requests for renders, each to a version of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editor.errors import UsageError
from editor.render.request import RemovalRequest
from editor.timeline.delivery.versions import MOVIES, PICTURES, matte_name, plate_name
from editor.timeline.shots.shot import Shot

_MATTE_ENDINGS = ("", ".png", ".mov", ".mkv", ".mp4")


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What all renders of a delivery share.

    Attributes
    ----------
    folder : Path
        Where plates go.
    ending : str or None
        One of `MOVIES` or `PICTURES`; None for a movie, EXR where the source is scene-linear, or PNG where a
        movie would run at another rate than the edit counts the pictures at.
    engine : str
        What fills.
    grow_px, feather_px : float
        How mattes are treated.
    keep_missing : bool
        Whether frames without a matte stay as they are.
    takes_pictures : bool
        Whether the edit can show numbered pictures; Final Cut Pro plays none.
    memory_bytes, threads : int or None
        How hard to work.
    """

    folder: Path
    ending: str | None = None
    engine: str = "auto"
    grow_px: float = 0
    feather_px: float = 0
    keep_missing: bool = False
    takes_pictures: bool = True
    memory_bytes: int | None = None
    threads: int | None = None


def removal_request(shot: Shot, number: int, mattes: Path, settings: RenderSettings) -> RemovalRequest:
    """Ask for a version of a shot's clean plate, with its matte beside it.

    Parameters
    ----------
    shot : Shot
        The shot; all its frames are delivered, handles included.
    number : int
        Of the version.
    mattes : Path
        As `matte_at` finds them.
    settings : RenderSettings
        The rest.

    Raises
    ------
    UsageError
        If the movie that is asked for would not run as the edit does, or the edit takes no pictures.
    """
    plate, matte = plate_name(shot.name, number), matte_name(shot.name, number)
    ending = _ending(shot, settings)
    return RemovalRequest(
        clip=shot.media.clip,
        mask=mattes,
        out=_out(shot, settings.folder, plate, ending),
        frames=f"{shot.frames.start}-{shot.frames.stop - 1}",
        grow_px=settings.grow_px,
        feather_px=settings.feather_px,
        keep_missing=settings.keep_missing,
        engine=settings.engine,
        matte_out=_out(shot, settings.folder, matte, ending),
        threads=settings.threads,
        memory_bytes=settings.memory_bytes,
    )


def matte_at(folder: Path, shot: str) -> Path | None:
    """Find the mattes of a shot: a folder, a picture or a movie of its name; None where there is none.

    Raises
    ------
    UsageError
        If there are two.
    """
    found = [path for ending in _MATTE_ENDINGS if (path := folder / f"{shot}{ending}").exists()]
    if len(found) > 1:
        raise UsageError(
            f"{shot} has two mattes ({found[0].name}, {found[1].name})", remedy="move one away", path=folder
        )
    return found[0] if found else None


def _ending(shot: Shot, settings: RenderSettings) -> str:
    is_float, rate = shot.media.info.format.is_float, shot.media.info.rate
    if shot.is_still:
        return settings.ending if settings.ending in PICTURES else "exr" if is_float else "png"
    if rate != shot.rate and settings.ending in MOVIES:
        raise UsageError(
            f"{shot.name}: the edit shows its pictures at {float(shot.rate):.5g} frames a second, and a "
            f"movie of them would run at {float(rate):.5g}",
            remedy="deliver pictures (--format png or exr)",
        )
    usual = "exr" if is_float and settings.takes_pictures else "mov" if rate == shot.rate else "png"
    ending = settings.ending or usual
    if ending in PICTURES and not settings.takes_pictures:
        raise UsageError(
            f"{shot.name}: Final Cut Pro plays no picture sequences",
            remedy="deliver a movie (--format mov) of media that run at the edit's rate",
        )
    return ending


def _out(shot: Shot, folder: Path, name: str, ending: str) -> str:
    if ending in MOVIES or shot.is_still:
        return str(folder / f"{name}.{ending}")
    return str(folder / name / f"{name}.%04d.{ending}")
