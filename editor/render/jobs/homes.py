"""Where outputs go, so that a drive that was unplugged is told from a folder that never was."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from editor.render.jobs.errors import VanishedError


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of an output, and the drive that it lies on.

    Attributes
    ----------
    what : str
        The output, as `outputs_of` names it.
    above : int
        How many names of the output's path come after the folder; those in between are still to be made.
    drive : str
        Where the drive is mounted; empty on other machines. Without the drive this may be an empty folder
        on another one.
    """

    what: str
    above: int
    drive: str = ""

    def check(self, out: str) -> None:
        """Make sure that it is there.

        Parameters
        ----------
        out : str
            The path of the output.

        Raises
        ------
        VanishedError
            If it is not.
        """
        if self.drive and not os.path.ismount(self.drive):
            raise VanishedError("the drive of the output", Path(self.drive))
        folder = Path(out).parents[self.above - 1]
        if not is_folder(folder):
            raise VanishedError("the folder of the output", folder)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of a name; a drive that does not answer counts as gone."""
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises there


def home_of(what: str, out: str) -> Home:
    """Look where an output goes, when its job is made."""
    folders = list(Path(out).parents)
    to_be_made = sum(1 for _ in takewhile(lambda folder: not folder.is_dir(), folders))
    above = min(to_be_made + 1, len(folders))
    drive = next(folder for folder in folders[above - 1 :] if os.path.ismount(folder) or not folder.name)
    return Home(what, above, str(drive))
