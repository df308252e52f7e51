"""The process that renders: `python -m editor.render.worker`, started by `editor.render.supervisor`.

Orders come in on standard input, messages go out on standard output. When the other end is gone, so is the
worker; what it had finished is kept.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO

import psutil

from editor.errors import CleanplateError
from editor.render.background_request import BackgroundRequest
from editor.render.channel import StopOrder, WorkOrder, receive, send
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Failure, FailureKind, Message, Result
from editor.render.preview_request import ForecastRequest, PreviewRequest
from editor.render.propagation.request import LessonRequest, PropagationRequest
from editor.render.wiping.request import Search

_ORPHANED = 3
_NICE = 10


def main() -> None:
    """Do what the first message says, until it is done or stopped."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the other process's to answer
    orders, messages = sys.stdin.buffer, _own_output()
    order = receive(orders)
    if not isinstance(order, WorkOrder):
        raise TypeError(f"{type(order).__name__} is no work order")
    stop = Event()
    Thread(target=_listen, args=(orders, stop), name="orders", daemon=True).start()
    send(messages, outcome(order, lambda message: send(messages, message), stop.is_set))
    os._exit(0)  # the thread that waits for orders holds standard input, which a tidy exit would wait for


def outcome(
    order: WorkOrder, tell: Callable[[Message], None], is_stopped: Callable[[], bool]
) -> Result | Failure:
    """Render, and put into a message how it ended."""
    from editor.media.output import write_error

    def check() -> None:
        if is_stopped():
            raise InterruptedRenderError

    try:
        return _render(order, tell, check)
    except CleanplateError as error:
        return _failure(error)
    except OSError as error:
        return _failure(write_error(Path(error.filename or order.request.out), error))
    except MemoryError:
        return Failure(
            FailureKind.OUT_OF_MEMORY,
            "the memory did not suffice",
            "give a smaller --memory, close other programs, or work on a proxy with --scale",
            traceback=traceback.format_exc(),
        )
    except Exception as error:  # noqa: BLE001 - the outermost handler of the worker
        return Failure(
            FailureKind.ERROR,
            f"the program has a fault ({type(error).__name__}: {error})",
            "run it again with --verbose and report what it says",
            traceback=traceback.format_exc(),
        )


def _render(order: WorkOrder, tell: Callable[[Message], None], check: Callable[[], None]) -> Result:
    if isinstance(order.request, BackgroundRequest):
        from editor.render.background import replace_background

        return replace_background(order.request, tell, check)
    if isinstance(order.request, PropagationRequest):
        from editor.render.propagation.work import propagate

        return propagate(order.request, tell, check)
    if isinstance(order.request, LessonRequest):
        from editor.render.propagation.lessons import learn

        _stand_back()
        return learn(order.request, tell, check)
    if isinstance(order.request, PreviewRequest):
        from editor.render.previewing import preview

        return preview(order.request, tell, check, order.memory_share)
    if isinstance(order.request, ForecastRequest):
        from editor.render.previewing import forecast

        return forecast(order.request, tell, check)
    if isinstance(order.request, Search):
        from editor.render.wiping.listing import list_found

        return list_found(order.request, tell, check)
    from editor.render.removal import remove

    return remove(order.request, tell, check, order.memory_share)


def _stand_back() -> None:
    """Let other processes have the processor first: nobody waits for this one."""
    psutil.Process().nice(_NICE if os.name == "posix" else psutil.BELOW_NORMAL_PRIORITY_CLASS)


def _failure(error: CleanplateError) -> Failure:
    is_stop = isinstance(error, InterruptedRenderError)
    return Failure(
        FailureKind.INTERRUPTED if is_stop else FailureKind.ERROR,
        error.cause,
        error.remedy,
        error.path,
        error.frame,
        error.exit_status,
        traceback.format_exc(),
    )


def _own_output() -> BinaryIO:
    """Keep standard output for messages alone: whatever a library prints goes to standard error."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return messages


def _listen(orders: BinaryIO, stop: Event) -> None:
    try:
        while True:
            if isinstance(receive(orders), StopOrder):
                stop.set()
    except EOFError:
        os._exit(_ORPHANED)


if __name__ == "__main__":
    main()
