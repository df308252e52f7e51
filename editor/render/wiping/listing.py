"""What a search found, told item by item, for whoever shows it before anything is removed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import cv2

from editor.render.messages import ItemFound, Message, Result
from editor.render.wiping.overlays import encode_overlay
from editor.render.wiping.request import Search
from editor.render.wiping.searching import search


def list_found(wanted: Search, tell: Callable[[Message], None], check: Callable[[], None]) -> Result:
    """Look through a clip, and tell what was found; nothing is written.

    Parameters
    ----------
    wanted : Search
        What to look for, and where.
    tell : callable
        Is told notices, progress, and in the end an `ItemFound` for each finding.
    check : callable
        Raises to stop.

    Raises
    ------
    CleanplateError
        If the clip cannot be looked through.
    """
    began_s = monotonic()

    def passed_on(message: Message) -> None:
        check()
        tell(message)

    found = search(wanted, passed_on)
    shape = found.clip.height, found.clip.width
    for one in found.findings:
        matte = cv2.imencode(".png", one.matte)[1].tobytes()
        first, last = one.frames[0], one.frames[-1]
        overlay = b"" if one.overlay is None else encode_overlay(one.overlay)
        tell(ItemFound(first, last, one.top, one.left, matte, shape, one.confidence, overlay))
    covered = {index for one in found.findings for index in one.frames}
    return Result((), found.clip.frame_count, len(covered), 0, monotonic() - began_s)
