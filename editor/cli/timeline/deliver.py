"""`cleanplate timeline deliver`: plates rendered by version, and put into the edit that they came from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Annotated

import typer

from editor.cli.presenter import Presenter, Verbosity
from editor.cli.sizes import size_bytes
from editor.cli.tables import table
from editor.cli.timeline.options import (
    EditPath,
    HandlesOption,
    JsonOption,
    QuietOption,
    RateOption,
    SearchOption,
    ShotsFileOption,
    opened,
)
from editor.errors import UsageError
from editor.media.opening import probe
from editor.render.messages import Notice
from editor.render.supervisor import render
from editor.timeline.delivery.insertion import Delivery, Way
from editor.timeline.delivery.plates import plate_of
from editor.timeline.delivery.putting_in import check_target, put_in
from editor.timeline.delivery.rendering import RenderSettings, matte_at, removal_request
from editor.timeline.delivery.versions import MOVIES, PICTURES, chosen, next_number
from editor.timeline.opening import OpenTimeline
from editor.timeline.shots.naming import DEFAULT_PATTERN, ShotNames
from editor.timeline.shots.shot import Shot, make_shots
from editor.timeline.shots.uses import uses_of
from editor.timeline.sidecar.comparing import compare
from editor.timeline.sidecar.recalling import all_recalled
from editor.timeline.sidecar.record import RecordedShot, recorded
from editor.timeline.sidecar.store import SideCar, load, merged, save, sidecar_path

_HEAD = ("shot", "plate", "frames", "handles", "clips")
_FORMATS = (*MOVIES, *PICTURES)


def deliver_command(
    edit: EditPath,
    out: Annotated[Path, typer.Argument(help="The edited timeline, of the same format.", show_default=False)],
    plates: Annotated[
        Path, typer.Option("--plates", help="Folder of the clean plates, by version.", show_default=False)
    ],
    mattes: Annotated[
        Path | None,
        typer.Option(
            "--mattes", help="Render a new version of each shot whose mattes lie here.", show_default=False
        ),
    ] = None,
    way: Annotated[Way, typer.Option("--way", help="How plates come into the edit.")] = Way.REPLACE,
    shot: Annotated[
        list[str] | None,
        typer.Option("--shot", help="Only this shot; may be repeated.", show_default=False),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, help="Put this version in.  [the newest]", show_default=False),
    ] = None,
    track: Annotated[
        str | None, typer.Option("--track", help="Name of the track above.", show_default=False)
    ] = None,
    seen_at: Annotated[
        str | None,
        typer.Option(
            "--seen-at", help="Folder of the plates as the NLE's system sees it.", show_default=False
        ),
    ] = None,
    handles: HandlesOption = 8,
    ending: Annotated[
        str | None,
        typer.Option("--format", help=f"One of {', '.join(_FORMATS)}.  [mov]", show_default=False),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", help="What fills.")] = "auto",
    grow: Annotated[
        float, typer.Option("--grow", help="Let mattes grow by so many pixels; below 0 they shrink.")
    ] = 0,
    feather: Annotated[float, typer.Option("--feather", min=0, help="Give them a soft edge.")] = 0,
    keep_missing: Annotated[
        bool, typer.Option("--keep-missing", help="Frames without a matte stay as they are.")
    ] = False,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor threads.", show_default=False)
    ] = None,
    memory: Annotated[
        str | None, typer.Option("--memory", help="So much all processes may take.", show_default=False)
    ] = None,
    rate: RateOption = None,
    search: SearchOption = None,
    shots_file: ShotsFileOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an edited timeline.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Put clean plates into the edit that their shots came from; everything else stays byte for byte."""
    if ending is not None and ending not in _FORMATS:
        raise UsageError(f"{ending!r} is no format", remedy=f"choose one of {', '.join(_FORMATS)}")
    timeline = opened(edit, rate, search)
    check_target(timeline, out, way)
    shots_path = shots_file or sidecar_path(edit)
    known = load(shots_path) if shots_file is not None or shots_path.exists() else None
    settings = RenderSettings(
        folder=plates,
        ending=ending,
        engine=engine,
        grow_px=grow,
        feather_px=feather,
        keep_missing=keep_missing,
        takes_pictures=timeline.document.dialect.takes_pictures,
        threads=threads,
        memory_bytes=None if memory is None else size_bytes(memory),
    )
    shots, notices = _shots(timeline, known, shot or (), handles)
    with Presenter(Verbosity.QUIET if quiet or as_json else Verbosity.NORMAL) as presenter:
        if mattes is not None:
            _render(shots, mattes, settings, presenter)
        deliveries = _deliveries(shots, plates, version, seen_at)
        notices += put_in(timeline, deliveries, out, way=way, track=track, overwrite=overwrite)
        for notice in notices:
            presenter(Notice(notice.rstrip(".")))
    _remember(timeline, known, shots_path, deliveries, handles)
    if as_json:
        typer.echo(json.dumps(_document(deliveries, out, presenter.notices), ensure_ascii=False))
    elif not quiet:
        typer.echo(table(_HEAD, [_row(delivery) for delivery in deliveries]))
        typer.echo(out)


def _shots(
    timeline: OpenTimeline, known: SideCar | None, names: Sequence[str], handles: int
) -> tuple[list[Shot], list[str]]:
    """Make the shots of the list, or of all clips where there is none yet."""
    uses = uses_of(timeline.timeline, with_disabled=known is not None)
    if known is None:
        shots, left_out = make_shots(uses, timeline.finder, ShotNames(DEFAULT_PATTERN), handles)
        notices = [
            f"{one.use.clip.name or 'a clip without a name'} is no shot: {one.why}" for one in left_out
        ]
    else:
        found = compare(known.shots, uses, timeline.sequence_names)
        shots, notices = all_recalled(found, timeline.finder, probe, known.handles)
    for name in names:
        if all(shot.name != name for shot in shots):
            raise UsageError(f"there is no shot {name}", remedy="see `cleanplate timeline shots`")
    return [shot for shot in shots if not names or shot.name in names], notices


def _render(shots: Sequence[Shot], mattes: Path, settings: RenderSettings, presenter: Presenter) -> None:
    if not mattes.is_dir():
        raise UsageError("there is no such folder", remedy="check --mattes", path=mattes)
    wanted = [(shot, matte) for shot in shots if (matte := matte_at(mattes, shot.name)) is not None]
    if not wanted:
        raise UsageError(
            "it holds no mattes that are named like a shot",
            remedy="see `cleanplate timeline shots`",
            path=mattes,
        )
    settings.folder.mkdir(parents=True, exist_ok=True)
    numbers = [next_number(settings.folder, shot.name) for shot, _ in wanted]
    # What cannot be delivered is said before the first render, not hours later.
    requests = [
        removal_request(shot, number, matte, settings)
        for (shot, matte), number in zip(wanted, numbers, strict=True)
    ]
    for (shot, _), number, request in zip(wanted, numbers, requests, strict=True):
        presenter.say(f"{shot.name}: version {number}")
        render(request, presenter)


def _deliveries(
    shots: Sequence[Shot], folder: Path, version: int | None, seen_at: str | None
) -> list[Delivery]:
    found = []
    for shot in shots:
        delivered = chosen(folder, shot.name, version)
        if delivered is not None:
            plate = plate_of(shot, delivered, probe, _host_folder(seen_at))
            found.append(Delivery(shot, plate, delivered))
    if not found:
        raise UsageError(
            "it holds no clean plate of a shot", remedy="render one, or check --plates", path=folder
        )
    return found


def _host_folder(text: str | None) -> PurePath | None:
    if text is None:
        return None
    return PureWindowsPath(text) if "\\" in text or text[1:2] == ":" else PurePosixPath(text)


def _remember(
    timeline: OpenTimeline, known: SideCar | None, path: Path, deliveries: Sequence[Delivery], handles: int
) -> None:
    """Note in the list of shots what was delivered."""
    old = known or SideCar(timeline.document.path.name, handles, ())
    before = {shot.name: shot.plates for shot in old.shots}
    fresh: list[RecordedShot] = []
    for delivery in deliveries:
        plates = dict.fromkeys((*before.get(delivery.shot.name, ()), delivery.plate.name))
        fresh.append(recorded(delivery.shot, timeline.sequence_names, tuple(plates)))
    save(SideCar(old.timeline, old.handles, merged(old.shots, fresh)), path)


def _document(deliveries: Sequence[Delivery], out: Path, notices: Sequence[str]) -> dict[str, object]:
    return {
        "out": str(out),
        "delivered": [
            {
                "shot": delivery.shot.name,
                "version": delivery.version.number,
                "plate": str(delivery.version.path),
                "frames": [delivery.shot.frames.start, delivery.shot.frames.stop - 1],
                "handles": list(delivery.shot.handles),
                "clips": [use.clip.name for use in delivery.shot.uses],
            }
            for delivery in deliveries
        ],
        "notices": list(notices),
    }


def _row(delivery: Delivery) -> tuple[str, ...]:
    shot = delivery.shot
    before, after = shot.handles
    frames = f"{shot.frames.start}-{shot.frames.stop - 1}"
    return shot.name, delivery.plate.name, frames, f"{before}+{after}", str(len(shot.uses))
