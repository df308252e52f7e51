"""`cleanplate farm template`: a job as an Open Job Description bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.cli.queue.options import JobNumber
from editor.render.farm.template import write_template
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import TaskFailedError
from editor.render.jobs.outcome import Ending, do
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.database import Database
from editor.render.queue.jobs import job


def template_command(
    number: JobNumber,
    folder: Annotated[Path, option("--out", "Folder of the bundle; it is made.", "FOLDER")],
    with_media: Annotated[
        bool, typer.Option("--with-media", help="Copy clip and mattes into it, to carry it away.")
    ] = False,
) -> None:
    """Write a job as a bundle that OpenJD, Deadline Cloud and other farms run."""
    with Database() as database:
        one = job(database, number)
    bundle = Bundle(Path(one.bundle))
    planned = do(Task(bundle.folder, Stage.PREPARE), bundle, lambda _: None, lambda: None)
    if planned.ending is not Ending.DONE:
        raise TaskFailedError(planned.reason)
    path = write_template(
        bundle,
        one.name,
        folder.absolute(),
        with_media=with_media,
    )
    typer.echo(str(path))
