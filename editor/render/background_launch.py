"""Starting a background replacement in a worker process."""

from __future__ import annotations

from collections.abc import Callable

from editor.render.background_request import BackgroundRequest
from editor.render.errors import InterruptedRenderError, RenderError, WorkerLostError
from editor.render.messages import Message, Result
from editor.render.supervisor import render


class InterruptedReplacementError(RenderError):
    """The user stopped it; since frames are quickly made, none is kept."""

    exit_status = 130

    def __init__(self) -> None:
        super().__init__("stopped; nothing of it is left", remedy="give the same command to begin anew")


def render_background(request: BackgroundRequest, tell: Callable[[Message], None]) -> Result:
    """Replace a background in a worker process.

    Parameters
    ----------
    request : BackgroundRequest
        What to do.
    tell : callable
        Is told notices and progress.

    Raises
    ------
    InterruptedReplacementError
        If the user pressed Ctrl-C.
    CleanplateError
        If it cannot be done; `exit_status` says whether the input was at fault.
    """
    try:
        return render(request, tell)
    except InterruptedRenderError as error:
        raise InterruptedReplacementError from error
    except WorkerLostError as error:
        raise RenderError(
            "the worker process was lost twice, perhaps for lack of memory",
            remedy="close other programs, or work on a proxy with --scale",
        ) from error
