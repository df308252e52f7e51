"""The last task of a removal: what was rendered is looked at, and gets its final name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing

from editor.media.opening import open_clip
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.checking import Untouched, check_outputs
from editor.render.jobs.removing import removal_of, staged_removal, without_engine
from editor.render.messages import Message
from editor.render.proxy import proxy_matte, proxy_picture


def publish_removal(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Make sure that outputs are what they should be, and give them their names.

    Parameters
    ----------
    bundle : Bundle
        The job, joined.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CheckError
        If something is wrong; nothing gets its name then.
    LostRenderingError
        If an output is not there.
    UsageError, WriteError
        If a name is taken meanwhile, or disk or folder do not allow it.
    """
    spec = bundle.read()
    request = removal_of(bundle, spec)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        job = without_engine(request, reader)
        mattes = job.open_mattes(stack)
        untouched = Untouched(
            job.size,
            lambda index: proxy_picture(reader.read(index), job.size),
            lambda index: proxy_matte(mattes.read(index), job.size),
        )
        staged = staged_removal(job, spec.token)
        check_outputs(staged, job.deliveries, job.clip, untouched, tell, check)
    for output in staged:
        output.publish(overwrite=request.overwrite)
