"""The process that does tasks: `python -m editor.render.jobs.worker`, started by a runner.

Tasks come in on standard input, messages go out on standard output, a beat each second among them. When the
other end is gone, so is the worker; what it had finished is kept.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import BinaryIO

from editor.render.channel import StopOrder, receive, send_object
from editor.render.errors import InterruptedRenderError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Beat, do
from editor.render.jobs.tasks import Task

BEAT_S = 1.0
_ORPHANED = 3


def main() -> None:
    """Do tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the runner's to answer
    orders, messages = sys.stdin.buffer, _own_output()
    tasks: SimpleQueue[Task] = SimpleQueue()
    stop, lock = Event(), Lock()

    def tell(message: object) -> None:
        with lock:
            send_object(messages, message)

    def check() -> None:
        if stop.is_set():
            raise InterruptedRenderError

    Thread(target=_listen, args=(orders, tasks, stop), name="orders", daemon=True).start()
    Thread(target=_beat, args=(tell,), name="beat", daemon=True).start()
    while True:
        task = tasks.get()
        tell(do(task, Bundle(task.bundle), tell, check))


def _beat(tell: Callable[[object], None]) -> None:
    pause = Event()
    try:
        while not pause.wait(BEAT_S):
            tell(Beat())
    except BrokenPipeError:
        os._exit(_ORPHANED)


def _listen(orders: BinaryIO, tasks: SimpleQueue[Task], stop: Event) -> None:
    try:
        while True:
            order = receive(orders)
            if isinstance(order, StopOrder):
                stop.set()
            elif isinstance(order, Task):
                tasks.put(order)
    except EOFError:
        os._exit(_ORPHANED)


def _own_output() -> BinaryIO:
    """Keep standard output for messages alone: whatever a library prints goes to standard error."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return messages


if __name__ == "__main__":
    main()
