"""What a user may go on editing is copied into the folder of a job."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from editor.render.background_request import BackgroundRequest, hex_colour
from editor.render.jobs.request_file import JobRequest
from editor.render.propagation.request import PropagationRequest
from editor.render.request import RemovalRequest
from editor.render.wiping.request import WipeRequest


def frozen(request: JobRequest, folder: Path) -> JobRequest:
    """Copy frozen objects and painted keys into the folder of a job, and ask for the same with them.

    Parameters
    ----------
    request : JobRequest
        What to do; names absolute paths.
    folder : Path
        Of the job.

    Raises
    ------
    OSError
        If disk or folder do not take it.
    """
    if isinstance(request, WipeRequest):
        return replace(request, removal=replace(request.removal, restart=False))
    if isinstance(request, BackgroundRequest):
        return replace(request, plate=hex_colour(request.plate) or request.plate)
    if isinstance(request, PropagationRequest):
        keys = tuple(
            replace(key, path=_copied(key.path, folder / f"key-{at}{key.path.suffix}"))
            for at, key in enumerate(request.keys, 1)
        )
        return replace(request, keys=keys, restart=False)
    return replace(_with_own_masks(request, folder), restart=False)


def _with_own_masks(request: RemovalRequest, folder: Path) -> RemovalRequest:
    from editor.masks.frozen import (
        FROZEN_SUFFIX,
    )  # brings the masks' evaluation along, which lists do without

    if request.mask.suffix != FROZEN_SUFFIX:
        return request
    return replace(request, mask=_copied(request.mask, folder / f"objects{FROZEN_SUFFIX}"))


def _copied(source: Path, target: Path) -> Path:
    shutil.copyfile(source, target)
    return target
