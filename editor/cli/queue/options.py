"""What the verbs of the queue have in common."""

from __future__ import annotations

from typing import Annotated

import typer

JobNumber = Annotated[int, typer.Argument(help="Number of the job, as `queue list` shows it.", metavar="JOB")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
