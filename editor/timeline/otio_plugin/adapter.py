"""The adapter: reading alone, since edits are given back by patching their own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio

from editor.timeline.conversion.otio_writer import write_otio
from editor.timeline.documents.document import open_document


def read_from_file(filepath: str) -> Any:
    """Read a timeline of any format that Cleanplate reads.

    Parameters
    ----------
    filepath : str
        The document or bundle.

    Returns
    -------
    opentimelineio.schema.Timeline
        The edit.

    Raises
    ------
    TimelineError
        If it cannot be read.
    """
    document = open_document(Path(filepath))
    return otio.adapters.read_from_string(write_otio(document.read()).decode(), "otio_json")
