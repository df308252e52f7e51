"""The process that reads an AAF: `python -m editor.timeline.documents.aaf_process PATH`.

AAF is binary, so its edit comes back as OTIO, in the text that OpenTimelineIO's own adapter makes of it. Both
libraries stay in this process, where what a hostile file does to them costs nothing else.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from editor.timeline.documents.reading_process import DOCUMENT, failure, limit, own_output
from editor.timeline.errors import TimelineError


def main() -> None:
    """Read the file that the first argument names."""
    messages = own_output()
    limit()
    messages.write(outcome(Path(sys.argv[1])))
    messages.flush()
    os._exit(0)


def outcome(path: Path) -> bytes:
    """Read an AAF as OTIO, and put into a message how that ended."""
    from opentimelineio.core import serialize_json_to_string
    from otio_aaf_adapter.adapters.advanced_authoring_format import read_from_file

    logging.disable()
    try:
        text: str = serialize_json_to_string(read_from_file(str(path), attach_markers=True), indent=4)
        return DOCUMENT + text.encode()
    except (MemoryError, RecursionError):
        return failure(TimelineError("takes too much memory to read", remedy="export it as OTIO", path=path))
    except Exception as error:  # noqa: BLE001 - whatever the libraries raise, the file cannot be read
        cause = f"cannot be read as an AAF ({type(error).__name__})"
        return failure(TimelineError(cause, remedy="export the edit as OTIO or XML", path=path))


if __name__ == "__main__":
    main()
