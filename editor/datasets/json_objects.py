"""Reading the JSON files that describe footage."""

from __future__ import annotations

import json
from pathlib import Path

from editor.errors import UsageError


def read_object(path: Path) -> dict[str, object]:
    """Read a file that holds one JSON object.

    Raises
    ------
    UsageError
        If it cannot be read, or holds something else.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("it cannot be read", remedy="check the path", path=path) from error
    except ValueError as error:
        raise UsageError(f"it is no JSON ({error})", remedy="repair the file", path=path) from error
    if not isinstance(found, dict):
        raise UsageError("it holds no JSON object", remedy="repair the file", path=path)
    return found
