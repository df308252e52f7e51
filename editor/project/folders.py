"""Where projects without a name, backups and settings are kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs

DATA_VARIABLE = "CLEANPLATE_DATA"
"""Environment variable that names another folder for them."""

SETTINGS_VARIABLE = "CLEANPLATE_SETTINGS"
"""Environment variable that names another file for the settings of the window."""

_DIGEST_LETTERS = 12


def data_folder() -> Path:
    """Name the folder for what the program keeps on the user's behalf; it may not exist yet."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("cleanplate", appauthor=False)


def recovery_folder() -> Path:
    """Name the folder of projects that were never saved under a name."""
    return data_folder() / "recovery"


def backup_folder(path: Path) -> Path:
    """Name the folder of the backups of a project."""
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:_DIGEST_LETTERS]
    return data_folder() / "backups" / f"{path.stem}-{digest}"


def settings_path() -> Path:
    """Name the file of the window's settings where the system wants it; it may not exist yet."""
    chosen = os.environ.get(SETTINGS_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_config_path("cleanplate", appauthor=False) / "ui.ini"
