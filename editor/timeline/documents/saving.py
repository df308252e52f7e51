"""Files that appear under their name only when they are whole."""

from __future__ import annotations

from pathlib import Path

from editor.media.output import discard, partial_name, publish, write_error


def write_whole(data: bytes, out: Path, *, overwrite: bool) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    UsageError
        If something of that name came into being meanwhile, and may not be overwritten.
    WriteError
        If the disk does not allow it.
    """
    partial = partial_name(out)
    try:
        partial.write_bytes(data)
        publish(partial, out, overwrite=overwrite)
    except OSError as error:
        raise write_error(out, error) from error
    finally:
        discard(partial)
