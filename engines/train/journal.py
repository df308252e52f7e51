"""The log of a training: a line of JSON for each thing that is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


class Journal:
    """Appends lines, each written whole.

    Parameters
    ----------
    path : Path
        The file; made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, facts: Mapping[str, object]) -> None:
        """Write a line."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(dict(facts)) + "\n")

    def rewind(self, step: int) -> None:
        """Forget what was told after a step: it will be done again."""
        kept = [line for line in self.lines() if _step_of(line) <= step]
        partial = self._path.with_name(f".{self._path.name}.partial")
        partial.write_text("".join(f"{json.dumps(line)}\n" for line in kept), encoding="utf-8")
        partial.replace(self._path)

    def lines(self) -> list[dict[str, object]]:
        """Read all lines; a last one that was cut off is left out."""
        if not self._path.exists():
            return []
        found = []
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                break
        return found


def _step_of(line: Mapping[str, object]) -> int:
    step = line.get("step", 0)
    return step if isinstance(step, int) else 0
