"""Options that several of the verbs that render share, under one name and with one explanation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option

ClipArgument = Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")]
OutOption = Annotated[str, option("--out", "A .mov, .mkv, .mp4 or .mxf, or a folder or pattern of pictures.")]
RangeOption = Annotated[
    str | None, option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
]
GrowOption = Annotated[
    float, typer.Option("--grow", help="Let the matte grow by so many pixels; below 0 it shrinks.")
]
FeatherOption = Annotated[
    float, typer.Option("--feather", min=0, help="Give it a soft edge of so many pixels.")
]
EngineOption = Annotated[
    str, typer.Option("--engine", help="What fills: auto, explicit, spatial, sttn, opn, rnot, or another.")
]
DeviceOption = Annotated[
    str, typer.Option("--device", help="Where networks run: auto, cpu, cuda, cuda:N or mps.")
]
PrecisionOption = Annotated[
    str, typer.Option("--precision", help="How exactly they compute: auto, fp32, bf16 or fp16.")
]
ScaleOption = Annotated[
    str, typer.Option("--scale", help="Work on a proxy, and deliver it at that size.", metavar="1/2")
]
CodecOption = Annotated[str | None, option("--codec", "Another than the one that goes with --out.")]
MatteOutOption = Annotated[str | None, option("--matte", "Also deliver the evaluated matte.")]
PatchOutOption = Annotated[str | None, option("--patch", "Also deliver the fill alone as RGBA.")]
ProvenanceOption = Annotated[
    Path | None, option("--provenance", "Also write maps of where each pixel comes from.", "FOLDER")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Of everything random.")]
ThreadsOption = Annotated[
    int | None, typer.Option("--threads", min=1, help="Processor threads; all if not given.")
]
MemoryOption = Annotated[str | None, option("--memory", "So much all processes may take.", "4G")]
RestartOption = Annotated[bool, typer.Option("--restart", help="Do not go on where a render stopped.")]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Replace outputs that exist.")]
QueueOption = Annotated[bool, typer.Option("--queue", help="Put it into the queue instead of doing it now.")]
JobNameOption = Annotated[str | None, option("--name", "What the job of the queue is called.")]
PriorityOption = Annotated[
    int | None, option("--priority", "Of the job of the queue; higher ones go first, others have 0.", "N")
]
NeedsOption = Annotated[
    list[int] | None, option("--needs", "A job that must be done before; may be repeated.", "JOB")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Say more, tracebacks too.")]
