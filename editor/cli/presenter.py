"""What a render says, on standard error: a bar on terminals, plain lines elsewhere."""

from __future__ import annotations

from enum import Enum
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars

from editor.cli.sizes import told_size, told_time
from editor.render.messages import Estimate, Message, Notice, Phase, Progress

_LINES_A_PHASE = 10


class Verbosity(Enum):
    """How much is said."""

    QUIET = 0
    NORMAL = 1
    VERBOSE = 2


class Presenter:
    """Shows messages as they come; to be entered before the first.

    Parameters
    ----------
    verbosity : Verbosity
        `QUIET` says nothing at all, `VERBOSE` also the details.

    Attributes
    ----------
    notices : list of str
        All that were told, shown or not.
    """

    def __init__(self, verbosity: Verbosity) -> None:
        self.notices: list[str] = []
        self._verbosity = verbosity
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            console=self._console,
            disable=verbosity is Verbosity.QUIET or not self._console.is_terminal,
        )
        self._tasks = {phase: self._bars.add_task(phase.value, visible=False, pace="") for phase in Phase}
        self._lines_said: dict[Phase, int] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, message: Message) -> None:
        """Show one message."""
        if isinstance(message, Progress):
            self._show_progress(message)
        elif isinstance(message, Notice):
            self._show_notice(message)
        elif isinstance(message, Estimate):
            self.say(_told_estimate(message))

    def say(self, text: str) -> None:
        """Show a line unless all is to be quiet."""
        if self._verbosity is not Verbosity.QUIET:
            self._console.print(text, markup=False)

    def _show_notice(self, notice: Notice) -> None:
        if notice.is_detail:
            if self._verbosity is Verbosity.VERBOSE:
                self.say(f"{notice.text}.")
            return
        self.notices.append(notice.text)
        self.say(f"Note: {notice.text}.")

    def _show_progress(self, progress: Progress) -> None:
        pace = _told_pace(progress)
        self._bars.update(
            self._tasks[progress.phase],
            completed=progress.done,
            total=progress.total,
            visible=True,
            pace=pace,
        )
        if not self._console.is_terminal and progress.phase is not Phase.ANALYSING:
            self._say_line(progress, pace)

    def _say_line(self, progress: Progress, pace: str) -> None:
        tenths = progress.done * _LINES_A_PHASE // max(1, progress.total)
        if tenths > self._lines_said.get(progress.phase, 0):
            self._lines_said[progress.phase] = tenths
            self.say(f"{progress.phase.value}: {progress.done}/{progress.total} {pace}")


def _told_pace(progress: Progress) -> str:
    parts = []
    if progress.frames_per_second > 0:
        parts.append(f"{progress.frames_per_second:.1f} frames/s")
    if progress.seconds_left is not None and progress.done < progress.total:
        parts.append(f"{told_time(progress.seconds_left)} left")
    return ", ".join(parts)


def _told_estimate(estimate: Estimate) -> str:
    return (
        f"{estimate.frame_count} frames, {estimate.hole_count} of them to be filled: "
        f"about {told_time(estimate.seconds)} and {told_size(estimate.memory_bytes)} of memory, "
        f"{told_size(estimate.disk_bytes)} on the disk."
    )
