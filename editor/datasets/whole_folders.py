"""Folders that appear when all that belongs into them is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.errors import UsageError
from editor.media.output import check_folder, discard, partial_name, publish, write_error


@contextmanager
def whole_folder(folder: Path, *, replaces: str | None = None) -> Iterator[Path]:
    """Give a folder to write into that takes its name at the end, and goes where something fails.

    Parameters
    ----------
    folder : Path
        The final name.
    replaces : str or None
        A folder that holds a file of this name may be replaced; None for none at all.

    Raises
    ------
    UsageError
        If the folder exists and is not to be, or cannot be, replaced.
    WriteError
        If disk or folder do not allow it; nothing is left behind.
    """
    if folder.exists() and replaces is None:
        raise UsageError("it exists already", remedy="choose another name, or allow overwriting", path=folder)
    if folder.exists() and not (folder / str(replaces)).is_file():
        raise UsageError(
            f"it holds something else (there is no {replaces} in it)",
            remedy="choose another name",
            path=folder,
        )
    check_folder(folder.absolute().parent)
    partial = partial_name(folder)
    discard(partial)
    try:
        partial.mkdir(parents=True)
        yield partial
        if replaces is not None:
            discard(folder)
        publish(partial, folder, overwrite=False)
    except OSError as error:
        raise write_error(folder, error) from error
    finally:
        discard(partial)
