"""`cleanplate queue add`: freeze a removal and put it into the queue."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import failing_as_json, option
from editor.cli.queue.options import JsonOption
from editor.cli.queue.putting import tell_added
from editor.cli.remove import Missing, reference_of
from editor.cli.render_options import (
    CodecOption,
    DeviceOption,
    FeatherOption,
    GrowOption,
    JobNameOption,
    MatteOutOption,
    MemoryOption,
    NeedsOption,
    OutOption,
    OverwriteOption,
    PatchOutOption,
    PrecisionOption,
    PriorityOption,
    ProvenanceOption,
    ScaleOption,
    SeedOption,
    ThreadsOption,
)
from editor.cli.sizes import scale_factor, size_bytes
from editor.errors import UsageError
from editor.media.output import discard
from editor.render.queue.database import Database
from editor.render.queue.jobs import SEGMENT_FRAMES, Wishes, add
from editor.render.request import RemovalRequest

_PROJECT_SUFFIX = ".cleanplate"


def add_command(
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, a pattern, or a project.")],
    out: OutOption,
    mask: Annotated[
        Path | None,
        option("--mask", "Pictures, one picture or a movie; 255 = removed. Projects have theirs."),
    ] = None,
    shot_name: Annotated[
        str | None, option("--shot", "Of a project: its name, or #3 for its number.")
    ] = None,
    frames: Annotated[str | None, option("--range", "Both included, as `remove` takes it.", "A-B")] = None,
    handles: Annotated[int, typer.Option("--handles", min=0, help="Extra frames on both ends.")] = 0,
    grow: GrowOption = 0,
    feather: FeatherOption = 0,
    missing: Annotated[
        Missing, typer.Option("--missing", help="Frames without a matte are refused, or kept as they are.")
    ] = Missing.REFUSE,
    engine: Annotated[str | None, option("--engine", "What fills; auto, or that of the objects.")] = None,
    device: DeviceOption = "auto",
    precision: PrecisionOption = "auto",
    scale: ScaleOption = "1",
    reference: Annotated[
        list[str] | None, option("--reference", "A retouched frame N; may be repeated.", "N=PNG")
    ] = None,
    codec: CodecOption = None,
    matte_out: MatteOutOption = None,
    patch_out: PatchOutOption = None,
    provenance_out: ProvenanceOption = None,
    seed: SeedOption = 0,
    threads: ThreadsOption = None,
    memory: MemoryOption = None,
    overwrite: OverwriteOption = False,
    name: JobNameOption = None,
    priority: PriorityOption = None,
    needs: NeedsOption = None,
    segment: Annotated[
        int, typer.Option("--segment", min=1, help="Frames of a segment, about.")
    ] = SEGMENT_FRAMES,
    folder: Annotated[
        Path | None, option("--folder", "Where finished segments are kept, if not with the queue.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze a removal and put it into the queue; what it is made from may be edited on."""
    with (
        failing_as_json(as_json=as_json),
        Database() as database,
        _frozen(clip, out, mask, shot_name, engine, database) as frozen,
    ):
        request = replace(
            frozen,
            frames=frames or frozen.frames,
            handles=handles or frozen.handles,
            grow_px=grow,
            feather_px=feather,
            keep_missing=missing is Missing.KEEP,
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
            overwrite=overwrite,
        )
        wishes = Wishes(name, priority or 0, tuple(needs or ()), segment, folder)
        tell_added(add(database, request, wishes), as_json=as_json)


@contextmanager
def _frozen(
    clip: str, out: str, mask: Path | None, shot_name: str | None, engine: str | None, database: Database
) -> Iterator[RemovalRequest]:
    """Ask for the removal of what a project's shot has, or of what lies under mattes."""
    if Path(clip).suffix != _PROJECT_SUFFIX:
        if mask is None:
            raise UsageError("a clip wants mattes", remedy="give them with --mask", path=clip)
        yield RemovalRequest(clip=clip, mask=mask, out=out, engine=engine or "auto")
        return
    if mask is not None:
        raise UsageError("a project has its own masks", remedy="leave --mask out", path=clip)
    from editor.cli.project.options import chosen_shot, opened  # other verbs do without projects
    from editor.masks.frozen import FROZEN_SUFFIX
    from editor.project.snapshot import freeze

    masks = database.folder / f".{uuid.uuid4().hex}{FROZEN_SUFFIX}"
    try:
        with opened(Path(clip), read_only=True) as project:
            shot = chosen_shot(project, shot_name)
            yield freeze(project, shot, masks, engine=engine).request(out)
    finally:
        discard(masks)
