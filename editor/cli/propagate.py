"""`cleanplate propagate`: painted key mattes in, a matte for every frame out."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.adapting import Adapt, AdaptOption
from editor.cli.keys import key_source
from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.queue.putting import put, wishes_for
from editor.cli.render_options import (
    ClipArgument,
    DeviceOption,
    JobNameOption,
    JsonOption,
    NeedsOption,
    PrecisionOption,
    PriorityOption,
    QueueOption,
    QuietOption,
    RangeOption,
    SeedOption,
    ThreadsOption,
    VerboseOption,
)
from editor.render.propagation.request import PropagationRequest
from editor.render.supervisor import render

app = typer.Typer()

_MOST_ALPHA_PX = 64


class Way(Enum):
    """Which way from its keys an object is carried."""

    BOTH = "both"
    FORWARD = "forward"
    BACKWARD = "backward"


@app.command("propagate", no_args_is_help=True)
def propagate_command(
    clip: ClipArgument,
    key: Annotated[
        list[str],
        option("--key", "A painted matte of frame N; may be repeated, and name objects.", "[NAME@]N=PNG"),
    ],
    out: Annotated[str, option("--out", "A folder for the mattes.")],
    frames: RangeOption = None,
    engine: Annotated[str, typer.Option("--engine", help="What propagates: auto, flow or net.")] = "auto",
    adapt: AdaptOption = Adapt.AUTO,
    direction: Annotated[Way, typer.Option("--direction", help="Which way from the keys.")] = Way.BOTH,
    pin: Annotated[
        list[str] | None,
        option("--pin", "Frame N stays out, and nothing is carried over it; may be repeated.", "N"),
    ] = None,
    alpha: Annotated[
        int,
        typer.Option(
            "--alpha", min=0, max=_MOST_ALPHA_PX, help="Solve for the alpha so many pixels around the edge."
        ),
    ] = 0,
    confidence: Annotated[
        Path | None,
        option("--confidence", "Also say how good each frame is, and which to correct next.", "JSON"),
    ] = None,
    device: DeviceOption = "auto",
    precision: PrecisionOption = "auto",
    seed: SeedOption = 0,
    threads: ThreadsOption = None,
    restart: Annotated[bool, typer.Option("--restart", help="Make everything anew.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace mattes that exist and are stale; keep the others.")
    ] = False,
    queues: QueueOption = False,
    name: JobNameOption = None,
    priority: PriorityOption = None,
    needs: NeedsOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Carry painted mattes through a shot: a matte for every frame. Grow them when removing, not here."""
    with failing_as_json(as_json=as_json):
        wishes = wishes_for(queues=queues, name=name, priority=priority, needs=needs)
        request = PropagationRequest(
            clip=clip,
            keys=tuple(map(key_source, key)),
            out=out,
            frames=frames,
            engine=engine,
            adapt=adapt.value,
            direction=direction.value,
            pinned=tuple(pin or ()),
            alpha_px=alpha,
            confidence_out=confidence,
            device=device,
            precision=precision,
            seed=seed,
            threads=threads,
            restart=restart,
            overwrite=overwrite,
        )
        if wishes is not None:
            put(request, wishes, as_json=as_json)
            return
        with Presenter(verbosity(quiet=quiet, verbose=verbose)) as presenter:
            result = render(request, presenter)
    counts = {"propagated": result.filled_count, "taken_over": result.resumed_count}
    report(result, presenter, counts, as_json=as_json)
