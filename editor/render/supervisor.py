"""Rendering in a worker process: a crash or too little memory there costs one attempt, not the caller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from editor.errors import CleanplateError, UsageError
from editor.media.output import discard
from editor.render.channel import StopOrder, WorkOrder, WorkRequest, receive, send
from editor.render.errors import InterruptedRenderError, RenderError, WorkerLostError
from editor.render.messages import Begun, Failure, FailureKind, Message, Notice, Result

_GRACE_S = 4.0
_SECOND_SHARE = 0.5


def render(request: WorkRequest, tell: Callable[[Message], None]) -> Result:
    """Do what is asked for, a removal, a preview of one, a propagation or another work, in a worker process.

    A worker that dies or runs out of memory is replaced once, with half the memory for the engine.

    Parameters
    ----------
    request : WorkRequest
        What to do.
    tell : callable
        Is told notices, the estimate and progress.

    Raises
    ------
    InterruptedRenderError
        If the user pressed Ctrl-C; finished parts are kept.
    CleanplateError
        If it cannot be done; `exit_status` says whether the input was at fault.
    """
    try:
        ended = _attempt(WorkOrder(request), tell)
        if not isinstance(ended, Result) and _is_worth_another(ended):
            tell(Notice(f"{ended.cause}; trying once more with half the memory"))
            ended = _attempt(WorkOrder(request, _SECOND_SHARE), tell)
    except KeyboardInterrupt as interrupt:
        raise InterruptedRenderError from interrupt
    if isinstance(ended, Result):
        return ended
    raise _error(ended)


@dataclass(frozen=True, slots=True)
class _Death:
    """The worker ended without a word."""

    exit_code: int

    @property
    def cause(self) -> str:
        """How it ended."""
        if self.exit_code < 0:
            return f"the worker process was killed by {signal.Signals(-self.exit_code).name}"
        return f"the worker process ended with status {self.exit_code}"


def _attempt(order: WorkOrder, tell: Callable[[Message], None]) -> Result | Failure | _Death:
    with subprocess.Popen(
        [sys.executable, "-m", "editor.render.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0 if os.name == "posix" else None,
    ) as worker:
        orders, messages = cast(BinaryIO, worker.stdin), cast(BinaryIO, worker.stdout)
        partials: list[Path] = []
        try:
            send(orders, order)
            return _listen(messages, tell, partials)
        except (EOFError, BrokenPipeError):
            return _Death(worker.wait())
        except BaseException:
            _stop(worker, orders)
            raise
        finally:
            with suppress(BrokenPipeError):
                orders.close()
            worker.wait()
            for partial in partials:
                discard(partial)


def _listen(messages: BinaryIO, tell: Callable[[Message], None], partials: list[Path]) -> Result | Failure:
    while True:
        message = receive(messages)
        if isinstance(message, Result | Failure):
            return message
        if isinstance(message, Begun):
            partials += message.partials
        tell(cast(Message, message))


def _stop(worker: subprocess.Popen[bytes], orders: BinaryIO) -> None:
    """Let the worker end by itself, or end it; it leaves nothing half-written under a final name."""
    try:
        send(orders, StopOrder())
        worker.wait(_GRACE_S)
    except (BrokenPipeError, subprocess.TimeoutExpired):
        worker.kill()
        worker.wait()


def _is_worth_another(ended: Failure | _Death) -> bool:
    return isinstance(ended, _Death) or ended.kind is FailureKind.OUT_OF_MEMORY


def _error(ended: Failure | _Death) -> CleanplateError:
    if isinstance(ended, _Death):
        return WorkerLostError(ended.cause)
    if ended.kind is FailureKind.INTERRUPTED:
        return InterruptedRenderError()
    kind = UsageError if ended.exit_status == UsageError.exit_status else RenderError
    error = kind(ended.cause, remedy=ended.remedy, path=ended.path, frame=ended.frame)
    error.add_note(ended.traceback)
    return error
