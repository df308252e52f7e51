"""Edits of movies whose pictures bear numbers, and plates for them that bear the same with a sign."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from melt import Shown, numbered_movie, numbered_pictures

from editor.media.opening import probe
from editor.timeline.delivery.insertion import Delivery, Way
from editor.timeline.delivery.plates import plate_of
from editor.timeline.delivery.putting_in import put_in
from editor.timeline.delivery.versions import Version, plate_name
from editor.timeline.opening import open_timeline
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.selecting import Selection, selected
from editor.timeline.shots.shot import make_shots
from editor.timeline.shots.uses import uses_of

A, B, C = 1, 2, 3
CLEAN = 32
"""Added to the number of a file by its plate."""

A_NAME = "a b%20\u00fc.mkv"
LENGTH = 60
FIRST_PICTURE = 1001
HOUR = 86400

Row = Shown | None


def write_media(folder: Path) -> None:
    """Write two movies, one of a name that must be encoded and a timecode of an hour, and pictures."""
    numbered_movie(folder / A_NAME, A, range(LENGTH), timecode="01:00:00:00")
    numbered_movie(folder / "deep" / "b.mkv", B, range(LENGTH))
    numbered_pictures(folder / "pictures", "c.", C, FIRST_PICTURE, range(LENGTH))


def run(file: int, start: int, count: int, step: int = 1) -> list[Row]:
    return [Shown(file, start + index * step) for index in range(count)]


def cleaned(
    edit: Path, way: Way, names: Sequence[str], handles: int = 5, selection: Selection | None = None
) -> Path:
    """Deliver plates for clips: pictures that bear the number of their source's frame and a sign."""
    opened = open_timeline(edit, rate=Fraction(24) if edit.suffix == ".edl" else None)
    uses = selected(uses_of(opened.timeline), selection or Selection(names=tuple(names)), opened.main)
    shots, left_out = make_shots(uses, opened.finder, ShotNames("sh{number:3}"), handles)
    assert left_out == []
    found = []
    for shot in shots:
        file = {A_NAME: A, "b.mkv": B}.get(Path(shot.media.clip).name, C)
        name, folder = plate_name(shot.name, 1), edit.parent / "pl\u00e4tes 1"
        path = folder / f"{name}.mkv"
        seconds, rest = divmod(shot.frames.start, 24)
        timecode = f"{'01' if file == A else '00'}:00:{seconds:02}:{rest:02}"
        if file == C and edit.suffix == ".edl":  # a list counts pictures by their numbers
            path = folder / name
            numbered_pictures(path, f"{name}.", file + CLEAN, FIRST_PICTURE + shot.frames.start, shot.frames)
        else:
            numbered_movie(path, file + CLEAN, shot.frames, timecode=timecode)
        version = Version(1, path)
        found.append(Delivery(shot, plate_of(shot, version, probe), version))
    out = edit.with_name(f"out{edit.suffix}")
    put_in(opened, found, out, way=way)
    return out
