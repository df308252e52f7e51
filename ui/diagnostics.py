"""One archive for those who help: versions, checks, settings and messages; no media, and no paths."""

from __future__ import annotations

import json
import platform
import re
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from time import strftime

from PyQt6.QtCore import PYQT_VERSION_STR, qVersion

from editor.errors import CleanplateError
from editor.media.output import partial_name, write_error
from ui.doctor import examine

_PRIVATE = ("recent", "geometry", "layouts")
# Folders, up to the last separator before a colon, a quote or the end; rather too much than too little.
_FOLDERS = re.compile(r"""(?<![\w.])(?:[A-Za-z]:[\\/]|[\\/]{1,2}|~[\\/])(?:[^\n"'<>|:;]*[\\/])?""")


def save_diagnostics(path: Path, settings: Path, messages: Sequence[str]) -> None:
    """Write the archive; takes seconds, for the checks run once more.

    Parameters
    ----------
    path : Path
        Of the archive; it appears when it is complete, in the place of an earlier one.
    settings : Path
        File of the preferences.
    messages : sequence of str
        What the window said in this session.

    Raises
    ------
    WriteError
        If disk or folder do not allow it.
    """
    parts = {
        "versions.json": _json(versions()),
        "checks.json": _json(_checks()),
        "preferences.ini": without_private(settings),
        "messages.txt": "".join(f"{without_paths(line)}\n" for line in messages),
    }
    partial = partial_name(path)
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise write_error(path, error) from error


def versions() -> Mapping[str, object]:
    """Tell what runs here, and on what."""
    packages = {one.metadata["Name"]: one.version for one in distributions()}
    return {
        "made": strftime("%Y-%m-%dT%H:%M:%S%z"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "qt": qVersion(),
        "pyqt": PYQT_VERSION_STR,
        "packages": dict(sorted(packages.items())),
    }


def without_paths(text: str) -> str:
    """Shorten paths to their last part."""
    return _FOLDERS.sub(".../", text)


def without_private(settings: Path) -> str:
    """Read the preferences without what was opened and how the window lay."""
    try:
        lines = settings.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    kept, group = list[str](), ""
    for line in lines:
        if line.startswith("["):
            group = line.strip("[]")
        name = line.split("=")[0]
        if group not in _PRIVATE and name not in _PRIVATE:
            kept.append(without_paths(line))
    return "\n".join([*kept, ""])


def _checks() -> object:
    try:
        return [
            {"name": one.name, "state": one.state, "found": without_paths(one.found)} for one in examine()
        ]
    except CleanplateError as error:
        return {"error": without_paths(str(error))}


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
