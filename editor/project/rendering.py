"""Rendering a shot of a project, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from editor.masks.frozen import FROZEN_SUFFIX
from editor.media.output import discard
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.snapshot import freeze
from editor.render.messages import Message, Result
from editor.render.supervisor import render


def render_shot(
    document: Document, shot: Shot, out: str, tell: Callable[[Message], None], **wishes: Any
) -> Result:
    """Remove the objects of a shot and deliver it.

    Parameters
    ----------
    document : Document
        May be edited while this runs; what is rendered is as it was.
    shot : Shot
        One of its shots.
    out : str
        A movie, or a folder or pattern of pictures.
    tell : callable
        Is told notices, the estimate and progress.
    **wishes
        Whatever else `RemovalRequest` has: `engine="explicit"`, `overwrite=True`.

    Raises
    ------
    CleanplateError
        If it cannot be done; finished parts are kept, and the same call goes on.
    """
    target = Path(out)
    masks = target.with_name(f".{target.name}{FROZEN_SUFFIX}")
    snapshot = freeze(document, shot, masks, engine=wishes.get("engine"))
    result = render(replace(snapshot.request(out), **wishes), tell)
    for written in (masks, *(Path(path) for _, path in snapshot.plates)):
        discard(written)
    return result
