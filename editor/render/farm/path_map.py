"""Where the same files lie on another machine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from editor.errors import UsageError

MAP_VARIABLE = "CLEANPLATE_PATH_MAP"
"""Environment variable of a worker with rules of its own, `FROM=TO`, parted by newlines or `|`."""


@dataclass(frozen=True, slots=True)
class PathRule:
    """One folder that has another name elsewhere.

    Attributes
    ----------
    there, here : str
        Where it lies for whoever made the job, and for us.
    """

    there: str
    here: str

    def apply(self, path: str) -> str | None:
        """Rename a path, whichever system it is from; None where it does not lie in the folder."""
        flavour = PureWindowsPath if _is_windows(self.there) else PurePosixPath
        given, base = flavour(path), flavour(self.there)
        if not given.is_relative_to(base):
            return None
        ending = "/" if path.endswith("/") else ""
        return str(PurePath(self.here, *given.relative_to(base).parts)) + ending


def parse_rule(text: str) -> PathRule:
    """Read a rule like `/mnt/projects=P:/projects`.

    Raises
    ------
    UsageError
        If it is none.
    """
    there, equals, here = text.partition("=")
    if not (there and equals and here):
        raise UsageError(f"{text!r} is no rule for paths", remedy="write it like /here/media=/there/media")
    return PathRule(there, here)


def own_rules() -> tuple[PathRule, ...]:
    """Read the rules of this machine."""
    texts = os.environ.get(MAP_VARIABLE, "").replace("|", "\n").split("\n")
    return tuple(parse_rule(text) for text in texts if text.strip())


def mapped(path: str, rules: Sequence[PathRule]) -> str:
    """Rename a path by the first rule that it falls under."""
    found = (rule.apply(path) for rule in rules)
    return next((renamed for renamed in found if renamed is not None), path)


def _is_windows(path: str) -> bool:
    return PureWindowsPath(path).drive != "" or "\\" in path
