"""From painted key mattes to the clean plate in one go: propagation, then removal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from editor.render.messages import Message, Result
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.request import RemovalRequest
from editor.render.supervisor import render


@dataclass(frozen=True, slots=True)
class Carrying:
    """How keys are carried, as a `PropagationRequest` says it.

    Attributes
    ----------
    engine : str
        `auto`, `flow` or `net`.
    adapt : str
        `auto`, `always` or `never`.
    """

    engine: str = "auto"
    adapt: str = "auto"


def remove_from_keys(
    request: RemovalRequest,
    keys: tuple[KeySource, ...],
    tell: Callable[[Message], None],
    carrying: Carrying | None = None,
) -> Result:
    """Propagate key mattes beside the output, remove what lies under them, and throw them away.

    As long as the removal is not done the mattes stay, so that an interrupted one goes on.

    Parameters
    ----------
    request : RemovalRequest
        What to do; its `mask` is not looked at.
    keys : tuple of KeySource
        At least one.
    tell : callable
        Is told notices, estimates and progress of both.
    carrying : Carrying or None
        How the keys are carried.

    Raises
    ------
    CleanplateError
        If either cannot be done.
    """
    folder = mattes_beside(Path(request.out))
    carrying = carrying or Carrying()
    render(
        PropagationRequest(
            clip=request.clip,
            keys=keys,
            out=str(folder),
            frames=request.frames,
            engine=carrying.engine,
            adapt=carrying.adapt,
            is_merged=True,
            device=request.device,
            precision=request.precision,
            seed=request.seed,
            threads=request.threads,
            restart=request.restart,
            overwrite=True,
        ),
        tell,
    )
    result = render(replace(request, mask=folder / "%05d.png"), tell)
    shutil.rmtree(folder, ignore_errors=True)
    return result


def mattes_beside(out: Path) -> Path:
    """Where mattes lie while the clean plate is made; patterns in its name are none here."""
    return out.absolute().parent / f".{re.sub(r'[%#]', '_', out.name)}.mattes"
