"""Threads that give way: what the user does comes first, decoding ahead takes what is left."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from threading import get_native_id


def give_way(nice: int) -> None:
    """Let the thread that calls this, and those that it starts, run after others of the process.

    Decoders use as many threads as there are processors; at the same priority they delay each step of the
    play head by what the system gives them at a time. Systems other than Linux know no priority of threads
    that this could be done with, and nothing happens there.

    Parameters
    ----------
    nice : int
        0 as the others, up to 19 the last of all.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), nice)
