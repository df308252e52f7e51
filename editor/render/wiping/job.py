"""From a clip to its clean plate without a painted matte: search, mattes beside the output, removal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import cv2

from editor.media.output import write_error
from editor.render.errors import RenderError
from editor.render.fingerprint import files_of, job_key
from editor.render.messages import Message, Notice, Result
from editor.render.propagation.removal import mattes_beside
from editor.render.request import RemovalRequest
from editor.render.supervisor import render
from editor.render.wiping.overlays import OVERLAYS_NAME, save_overlays
from editor.render.wiping.request import Search, What
from editor.render.wiping.searching import Finding, Found, search

_DONE = "found.json"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a finding.

    Attributes
    ----------
    first, last : int
        Frame indices, both included.
    left, top, width, height : int
        In pixels.
    confidence : float
        0 to 1.
    """

    first: int
    last: int
    left: int
    top: int
    width: int
    height: int
    confidence: float

    @classmethod
    def of(cls, one: Finding) -> Told:
        """Tell of a finding."""
        height, width = one.matte.shape
        confidence = round(float(one.confidence), 3)
        return cls(one.frames[0], one.frames[-1], one.left, one.top, width, height, confidence)


@dataclass(frozen=True, slots=True)
class Wiped:
    """A wipe is done.

    Attributes
    ----------
    result : Result
        What the removal said.
    findings : tuple of Told
        What was removed.
    """

    result: Result
    findings: tuple[Told, ...]


class NothingFoundError(RenderError):
    """There is nothing to wipe.

    Attributes
    ----------
    what : What
        What was looked for.
    """

    def __init__(self, what: What, clip: Path) -> None:
        self.what = what
        super().__init__(
            f"no {what.several} were found",
            remedy="name the place with --region, or paint a matte and use `cleanplate remove`",
            path=clip,
        )


def wipe(wanted: Search, request: RemovalRequest, tell: Callable[[Message], None]) -> Wiped:
    """Find what was burned in, remove it, and throw the mattes away.

    As long as the removal is not done the mattes stay, so that an interrupted one goes on.

    Parameters
    ----------
    wanted : Search
        What to look for, and where.
    request : RemovalRequest
        How to remove it; its `mask` is not looked at.
    tell : callable
        Is told notices, estimates and progress of both.

    Raises
    ------
    NothingFoundError
        If nothing was found.
    CleanplateError
        If either cannot be done.
    """
    folder = mattes_beside(Path(request.out))
    if request.restart:
        shutil.rmtree(folder, ignore_errors=True)
    findings = find_mattes(wanted, folder, tell)
    result = render(replace(request, mask=folder / "%05d.png"), tell)
    shutil.rmtree(folder, ignore_errors=True)
    return Wiped(result, findings)


def find_mattes(wanted: Search, folder: Path, tell: Callable[[Message], None]) -> tuple[Told, ...]:
    """Find what was burned in, and write its mattes; where they lie already, nothing is done.

    Parameters
    ----------
    wanted : Search
        What to look for, and where.
    folder : Path
        Where the mattes lie afterwards.
    tell : callable
        Is told notices and progress; may raise to stop.

    Raises
    ------
    NothingFoundError
        If nothing was found.
    CleanplateError
        If clip or folder do not allow it.
    """
    files = [files_of(wanted.clip)]
    if wanted.example is not None and Path(wanted.example).is_file():
        files.append((Path(wanted.example),))
    key = job_key((wanted,), files)
    present = _present(folder, key)
    if present:
        return present
    found = search(wanted, tell)
    tell(Notice(told(found, wanted)))
    if not found.findings:
        raise NothingFoundError(wanted.what, Path(wanted.clip))
    write_mattes(folder, found, key)
    return tuple(map(Told.of, found.findings))


def told(found: Found, wanted: Search) -> str:
    """Say in a sentence, without the final stop, what was found."""
    frames = {index for one in found.findings for index in one.frames}
    return f"{len(found.findings)} {wanted.what.several} on {len(frames)} frames"


def write_mattes(folder: Path, found: Found, key: str) -> None:
    """Write a matte for every frame of the clip, numbered from 0, and what is known of overlays beside them.

    The folder says when all is there.

    Raises
    ------
    WriteError
        If the disk or the folder does not take them.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for index in range(found.clip.frame_count):
            (folder / f"{index:05d}.png").write_bytes(cv2.imencode(".png", found.matte(index))[1].tobytes())
        if found.overlays:
            save_overlays(folder / OVERLAYS_NAME, found.overlays)
        findings = [asdict(Told.of(one)) for one in found.findings]
        (folder / _DONE).write_text(json.dumps({"key": key, "findings": findings}), encoding="utf-8")
    except OSError as error:
        raise write_error(folder, error) from error


def _present(folder: Path, key: str) -> tuple[Told, ...]:
    """Read what was found before; nothing where it was something else, or was not written to its end."""
    try:
        done = json.loads((folder / _DONE).read_text(encoding="utf-8"))
        return tuple(Told(**one) for one in done["findings"]) if done["key"] == key else ()
    except (OSError, ValueError, KeyError, TypeError):
        return ()
