"""`cleanplate farm task`: what workers of a farm are started with; it opens no database."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.errors import UsageError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import TaskFailedError
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.messages import Message, Notice, Progress


class Work(Enum):
    """What there is to do."""

    SEGMENT = "segment"
    JOIN = "join"
    VERIFY = "verify"


_STAGES = {Work.SEGMENT: Stage.SEGMENT, Work.JOIN: Stage.JOIN, Work.VERIFY: Stage.CHECK}


def task_command(
    work: Annotated[Work, typer.Argument(help="What to do.")],
    job: Annotated[Path, option("--job", "Folder with request and plan.", "FOLDER")],
    results: Annotated[Path, option("--work", "Folder that all tasks share.", "FOLDER")],
    number: Annotated[int, typer.Option("--number", min=0, help="Of the segment.")] = 0,
    places: Annotated[
        list[str] | None, option("--place", "Where something lies here; may be repeated.", "WHAT=PATH")
    ] = None,
) -> None:
    """Do one task of a job."""
    given = dict(_place(text) for text in places or ())
    bundle = Bundle(job.absolute(), results.absolute(), given.get)
    outcome = do(Task(bundle.folder, _STAGES[work], number), bundle, _tell, lambda: None)
    if outcome.ending is not Ending.DONE:
        raise TaskFailedError(outcome.reason)
    if work is Work.VERIFY:
        bundle.discard_work()


def _place(text: str) -> tuple[str, str]:
    what, equals, path = text.partition("=")
    if not (what and equals and path):
        raise UsageError(f"{text!r} is no place", remedy="write --place like clip=/media/clip.mov")
    ending = "/" if path.endswith("/") else ""
    return what, str(Path(path).absolute()) + ending


def _tell(message: Message) -> None:
    """Say how far it is, in the words that farms of the Open Job Description listen for."""
    if isinstance(message, Progress):
        typer.echo(f"openjd_progress: {100 * message.done / max(1, message.total):.1f}")
    elif isinstance(message, Notice) and not message.is_detail:
        typer.echo(f"openjd_status: {message.text}")
