"""The process that reads a foreign timeline: `python -m editor.timeline.documents.reading_process`.

The document comes in on standard input; what goes out is a timeline or the sentence that says why there is
none. Memory and time are limited, so that a hostile file costs this process and nothing else.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from editor.errors import CleanplateError
from editor.timeline.documents.limits import CPU_S, MEMORY_BYTES, check_nesting
from editor.timeline.documents.wire import pack
from editor.timeline.errors import TimelineError

TIMELINE, FAILURE, DOCUMENT = b"T", b"F", b"D"
"""The first byte of what goes out."""


def main() -> None:
    """Read what standard input holds; arguments are the path, and the rate or an empty text."""
    path, rate = Path(sys.argv[1]), Fraction(sys.argv[2]) if sys.argv[2] else None
    messages = own_output()
    limit()
    gc.disable()  # the process ends before the garbage would matter
    messages.write(outcome(sys.stdin.buffer.read(), path, rate))
    messages.flush()
    os._exit(0)


def outcome(data: bytes, path: Path, rate: Fraction | None) -> bytes:
    """Read a document, and put into a message how that ended."""
    from editor.timeline.documents.dialects import dialect_of

    try:
        timeline = dialect_of(data, path, rate).read(data, path)
        check_nesting(timeline, path)
        return TIMELINE + pack(timeline)
    except CleanplateError as error:
        return failure(error)
    except (MemoryError, RecursionError):
        return failure(
            TimelineError("takes too much memory to read", remedy="export the edit in parts", path=path)
        )


def failure(error: CleanplateError) -> bytes:
    """Put an error into a message."""
    return FAILURE + json.dumps([error.cause, error.remedy]).encode()


def limit() -> None:
    """Let this process take so much memory and time and no more, where the system can hold it to that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def own_output() -> BinaryIO:
    """Keep standard output for the message alone: whatever a library prints goes to standard error."""
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return messages


if __name__ == "__main__":
    main()
