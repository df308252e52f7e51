"""Where editing programs look for scripts and panels."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from editor.errors import UsageError


class System(Enum):
    """An operating system."""

    LINUX = "linux"
    MACOS = "darwin"
    WINDOWS = "win32"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the folders depend on.

    Attributes
    ----------
    system : System
        Operating system.
    home : Path
        The user's own folder.
    environment : mapping of str to str
        Environment variables.
    """

    system: System
    home: Path
    environment: Mapping[str, str]

    @property
    def roaming(self) -> Path:
        """Windows' folder of application data."""
        return Path(self.environment.get("APPDATA") or self.home / "AppData" / "Roaming")


def current_system() -> System:
    """Return the system that this runs on; others are taken for Linux, whose folders they have."""
    return next((system for system in System if system.value == sys.platform), System.LINUX)


def resolve_scripts(machine: Machine) -> Path:
    """Return the user's folder of Resolve's menu Workspace > Scripts, as it shows on the Edit page."""
    home = machine.home
    base = {
        System.LINUX: home / ".local" / "share" / "DaVinciResolve",
        System.MACOS: home / "Library" / "Application Support" / "Blackmagic Design" / "DaVinci Resolve",
        System.WINDOWS: machine.roaming / "Blackmagic Design" / "DaVinci Resolve" / "Support",
    }[machine.system]
    return base / "Fusion" / "Scripts" / "Edit"


def premiere_extensions(machine: Machine) -> Path:
    """Return the user's folder of CEP extensions.

    Raises
    ------
    UsageError
        On systems that Premiere does not run on.
    """
    if machine.system is System.LINUX:
        raise UsageError(
            "Premiere does not run on this system", remedy="run this where it does, or give a --folder"
        )
    base = machine.roaming
    if machine.system is System.MACOS:
        base = machine.home / "Library" / "Application Support"
    return base / "Adobe" / "CEP" / "extensions"
