"""What a training tells while it runs: its lines, a table of them, and event files for TensorBoard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engines.train.curves import CSV_NAME, EventFile, write_csv
from engines.train.journal import Journal
from engines.train.loop import JOURNAL

EVENTS = "events"


class RunLog:
    """Passes lines of the log on.

    Parameters
    ----------
    folder : Path
        Of the training.
    told : callable
        Gets each line.
    has_events : bool
        Whether event files are written, too.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """

    def __init__(
        self, folder: Path, told: Callable[[dict[str, object]], None], *, has_events: bool = False
    ) -> None:
        self._folder, self._told = folder, told
        self._events = EventFile(folder / EVENTS) if has_events else None

    def say(self, facts: dict[str, object]) -> None:
        """Tell a line; the table is brought up to date where a check was made."""
        if self._events is not None:
            numbers = {
                name: float(value)
                for name, value in facts.items()
                if name != "step" and isinstance(value, int | float)
            }
            self._events.add_scalars(_step_of(facts), numbers)
        if "score" in facts:
            self.write_table()
        self._told(facts)

    def show(self, step: int, sheet: Path, size: tuple[int, int]) -> None:
        """Put a sheet of samples, a PNG of some width and height, into the event files."""
        if self._events is not None:
            self._events.add_picture(step, "samples", sheet.read_bytes(), size)

    def write_table(self) -> None:
        """Write all lines as a table."""
        write_csv(Journal(self._folder / JOURNAL).lines(), self._folder / CSV_NAME)


def _step_of(facts: dict[str, object]) -> int:
    step = facts["step"]
    assert isinstance(step, int)
    return step
