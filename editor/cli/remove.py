"""`cleanplate remove`: matte or painted keys in, clean plate out."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.adapting import Adapt, AdaptOption
from editor.cli.keys import key_source
from editor.cli.options import failing_as_json, option, report, verbosity
from editor.cli.presenter import Presenter
from editor.cli.render_options import (
    ClipArgument,
    CodecOption,
    DeviceOption,
    EngineOption,
    FeatherOption,
    GrowOption,
    JsonOption,
    MatteOutOption,
    MemoryOption,
    OutOption,
    OverwriteOption,
    PatchOutOption,
    PrecisionOption,
    ProvenanceOption,
    QuietOption,
    RangeOption,
    RestartOption,
    ScaleOption,
    SeedOption,
    ThreadsOption,
    VerboseOption,
)
from editor.cli.sizes import scale_factor, size_bytes
from editor.errors import UsageError
from editor.render.propagation.removal import Carrying, remove_from_keys
from editor.render.propagation.request import KeySource
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

app = typer.Typer()

_MOST_HANDLES = 100_000


class Missing(Enum):
    """What becomes of frames without a matte."""

    REFUSE = "refuse"
    KEEP = "keep"


@app.command("remove", no_args_is_help=True)
def remove_command(
    clip: ClipArgument,
    out: OutOption,
    mask: Annotated[
        Path | None, option("--mask", "A folder of PNGs, one PNG (still), or a matte movie; 255 = removed.")
    ] = None,
    key: Annotated[
        list[str] | None,
        option("--key", "Instead: a painted matte of frame N, propagated; may be repeated.", "[NAME@]N=PNG"),
    ] = None,
    key_engine: Annotated[
        str, typer.Option("--key-engine", help="What propagates --key: auto, flow or net.")
    ] = "auto",
    adapt: AdaptOption = Adapt.AUTO,
    frames: RangeOption = None,
    handles: Annotated[
        int, typer.Option("--handles", min=0, max=_MOST_HANDLES, help="Extra frames on both ends.")
    ] = 0,
    grow: GrowOption = 0,
    feather: FeatherOption = 0,
    missing: Annotated[
        Missing, typer.Option("--missing", help="Frames without a matte are refused, or kept as they are.")
    ] = Missing.REFUSE,
    engine: EngineOption = "auto",
    device: DeviceOption = "auto",
    precision: PrecisionOption = "auto",
    scale: ScaleOption = "1",
    reference: Annotated[
        list[str] | None,
        option("--reference", "A retouched frame N, taken first; may be repeated.", "N=PNG"),
    ] = None,
    codec: CodecOption = None,
    matte_out: MatteOutOption = None,
    patch_out: PatchOutOption = None,
    provenance_out: ProvenanceOption = None,
    seed: SeedOption = 0,
    threads: ThreadsOption = None,
    memory: MemoryOption = None,
    restart: RestartOption = False,
    overwrite: OverwriteOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Remove what lies under the mattes of a clip: matte or painted keys in, clean plate out."""
    with failing_as_json(as_json=as_json):
        keys = _keys(mask, key or [])
        request = RemovalRequest(
            clip=clip,
            mask=mask or Path(),
            out=out,
            frames=frames,
            handles=handles,
            grow_px=grow,
            feather_px=feather,
            keep_missing=missing is Missing.KEEP,
            engine=engine,
            device=device,
            precision=precision,
            scale=scale_factor(scale),
            seed=seed,
            references=tuple(reference_of(text) for text in reference or ()),
            codec=codec,
            matte_out=matte_out,
            patch_out=patch_out,
            provenance_out=provenance_out,
            threads=threads,
            memory_bytes=None if memory is None else size_bytes(memory),
            restart=restart,
            overwrite=overwrite,
        )
        with Presenter(verbosity(quiet=quiet, verbose=verbose)) as presenter:
            if keys:
                carrying = Carrying(key_engine, adapt.value)
                result = remove_from_keys(request, keys, presenter, carrying)
            else:
                result = render(request, presenter)
    counts = {"filled": result.filled_count, "resumed": result.resumed_count}
    report(result, presenter, counts, as_json=as_json)


def _keys(mask: Path | None, texts: list[str]) -> tuple[KeySource, ...]:
    if mask is not None and texts:
        raise UsageError("--mask and --key contradict each other", remedy="give one of them")
    if mask is None and not texts:
        raise UsageError(
            "it is not said what is to be removed", remedy="give --mask MATTES, or --key like 0=painted.png"
        )
    return tuple(map(key_source, texts))


def reference_of(text: str) -> tuple[str, Path]:
    """Read a retouched frame like `12=retouched.png`.

    Raises
    ------
    UsageError
        If it is none.
    """
    frame, equals, path = text.partition("=")
    if not (frame and equals and path):
        raise UsageError(f"{text!r} is no retouched frame", remedy="write --reference like 12=retouched.png")
    return frame.strip(), Path(path)
