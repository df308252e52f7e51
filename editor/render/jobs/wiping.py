"""The first task of a wipe: what was burned in is found; from there on it is a removal."""

from __future__ import annotations

from collections.abc import Callable

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import BundleError
from editor.render.jobs.preparing import prepare_removal
from editor.render.messages import Message
from editor.render.wiping.job import find_mattes
from editor.render.wiping.request import WipeRequest


def prepare_wipe(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Find what was burned in, keep its mattes in the folder of the job, and prepare their removal.

    Parameters
    ----------
    bundle : Bundle
        The job; its plan is written there.
    tell : callable
        Is told notices, the estimate and progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    RenderError
        If nothing was found.
    CleanplateError
        If it cannot be done as asked.
    """
    spec = bundle.read()
    if not isinstance(spec.request, WipeRequest):
        raise BundleError("it is no wipe", bundle.folder)
    spec.check_files()

    def tell_and_check(message: Message) -> None:
        check()
        tell(message)

    find_mattes(spec.request.search, bundle.found, tell_and_check)
    prepare_removal(bundle, tell, check)
