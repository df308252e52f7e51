"""Jobs as Open Job Description bundles, which `openjd`, Deadline Cloud and other farms run.

A bundle is a folder: `template.json` with the steps Render, Join and Verify, `parameter_values.json` with
where things lie for whoever made it, and `job` with the frozen request and its plan. Nothing in the template
names a place of one machine; every file is a parameter of type PATH, which farms map.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from editor.errors import UsageError
from editor.media.output import write_error
from editor.render.fingerprint import files_of
from editor.render.jobs.bundle import Bundle, JobSpec
from editor.render.jobs.plan import Layout
from editor.render.jobs.request_file import inputs_of, means_of, outputs_of, with_places

_MIB = 1 << 20
_NAME_LETTERS = 100


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or folder as a parameter of the template.

    Attributes
    ----------
    what : str
        As `inputs_of` and `outputs_of` name it.
    path : str
        What is mapped: a file or a folder.
    rest : str
        What comes behind it: the pattern of a sequence, the name of an output.
    is_file, is_output : bool
        What it is.
    """

    what: str
    path: str
    rest: str
    is_file: bool
    is_output: bool

    @property
    def parameter(self) -> str:
        return "".join(word.capitalize() for word in self.what.replace("_", " ").split())

    @property
    def argument(self) -> str:
        return f"{self.what}={{{{Param.{self.parameter}}}}}{self.rest}"


def write_template(bundle: Bundle, name: str, folder: Path, *, with_media: bool = False) -> Path:
    """Write a bundle that a farm can run.

    Parameters
    ----------
    bundle : Bundle
        The job, with its plan.
    name : str
        What people call it.
    folder : Path
        Where the bundle is made; it must not exist.
    with_media : bool
        Whether clip and mattes are copied into it, so that it can be carried away.

    Returns
    -------
    Path
        The template.

    Raises
    ------
    UsageError
        If the folder exists.
    WriteError
        If disk or folder do not take it.
    """
    if folder.exists():
        raise UsageError("it exists already", remedy="choose another name", path=folder)
    spec, layout = bundle.read(), bundle.read_layout()
    try:
        (folder / "work").mkdir(parents=True)
        places = _places(spec, bundle.folder)
        if with_media:
            places = [_carried(place, folder) for place in places]
        _write_job(bundle, spec, folder / "job")
        template = _template(name, places, layout, spec, with_media=with_media)
        values = [{"name": place.parameter, "value": place.path} for place in places]
        _write(folder / "parameter_values.json", {place["name"]: place["value"] for place in values})
        _write(folder / "parameter_values.yaml", {"parameterValues": values})  # JSON is YAML, too
        _write(folder / "template.json", template)
    except OSError as error:
        raise write_error(folder, error) from error
    return folder / "template.json"


def _places(spec: JobSpec, own: Path) -> list[_Place]:
    found = []
    for what, path in inputs_of(spec.request).items():
        if Path(path).parent != own:
            is_pattern = not Path(path).exists()
            found.append(
                _Place(what, str(Path(path).parent), f"/{Path(path).name}", is_file=False, is_output=False)
                if is_pattern
                else _Place(what, path, "", is_file=Path(path).is_file(), is_output=False)
            )
    for what, path in outputs_of(spec.request).items():
        place, ending = Path(path), "/" if path.endswith("/") else ""
        if place.parent.is_dir() or not place.parent.parent.is_dir():
            found.append(
                _Place(what, str(place.parent), f"/{place.name}{ending}", is_file=False, is_output=True)
            )
        else:  # a pattern in a folder that is still to be made
            rest = f"/{place.parent.name}/{place.name}"
            found.append(_Place(what, str(place.parent.parent), rest, is_file=False, is_output=True))
    return found


def _carried(place: _Place, folder: Path) -> _Place:
    """Copy an input into the bundle, and let an output appear there."""
    if place.is_output:
        (folder / "out").mkdir(exist_ok=True)
        return replace(place, path="out")
    target = folder / "media" / place.parameter
    target.mkdir(parents=True)
    for source in files_of(place.path + place.rest):
        shutil.copy2(source, target / source.name)
    inside = f"media/{place.parameter}"
    return replace(place, path=f"{inside}/{Path(place.path).name}" if place.is_file else inside)


def _write_job(bundle: Bundle, spec: JobSpec, folder: Path) -> None:
    """Copy request, plan and what was frozen with them; the request names no place of this machine."""
    shutil.copytree(bundle.folder, folder, ignore=lambda *_: Bundle.WORK)

    def named(what: str, path: str) -> str:
        is_own = Path(path).parent == bundle.folder
        return str(folder / Path(path).name) if is_own else f"given as {what}"

    homes = tuple(replace(home, drive="") for home in spec.homes)
    Bundle(folder).write_spec(replace(spec, request=with_places(spec.request, named), homes=homes))


def _template(
    name: str, places: Sequence[_Place], layout: Layout, spec: JobSpec, *, with_media: bool
) -> dict[str, Any]:
    parameters = [
        _path_parameter("Job", "job", "DIRECTORY", "IN"),
        _path_parameter("Work", "work", "DIRECTORY", "INOUT"),
        {
            "name": "Program",
            "type": "STRING",
            "default": "cleanplate",
            "description": "How workers start it.",
        },
    ]
    for place in places:
        kind, flow = "FILE" if place.is_file else "DIRECTORY", "INOUT" if place.is_output else "IN"
        parameters.append(_path_parameter(place.parameter, place.path if with_media else None, kind, flow))
    given = [word for place in places for word in ("--place", place.argument)]
    amounts: list[dict[str, Any]] = [{"name": "amount.worker.memory", "min": -(-layout.peak_bytes // _MIB)}]
    if means_of(spec.request).device.startswith("cuda"):
        amounts.append({"name": "amount.worker.gpu", "min": 1})
    render = _step("Render", "segment", given, ["--number", "{{Task.Param.Segment}}"])
    render["hostRequirements"] = {"amounts": amounts}
    render["parameterSpace"] = {
        "taskParameterDefinitions": [
            {"name": "Segment", "type": "INT", "range": f"0-{max(0, len(layout.segments) - 1)}"}
        ]
    }
    join = _step("Join", "join", given) | {"dependencies": [{"dependsOn": "Render"}]}
    verify = _step("Verify", "verify", given) | {"dependencies": [{"dependsOn": "Join"}]}
    if not layout.segments:
        del join["dependencies"]
    return {
        "specificationVersion": "jobtemplate-2023-09",
        "name": f"Cleanplate {name}"[:_NAME_LETTERS],
        "parameterDefinitions": parameters,
        "steps": [*([render] if layout.segments else []), join, verify],
    }


def _path_parameter(name: str, default: str | None, kind: str, flow: str) -> dict[str, Any]:
    parameter = {"name": name, "type": "PATH", "objectType": kind, "dataFlow": flow}
    return parameter if default is None else parameter | {"default": default}


def _step(name: str, stage: str, given: Sequence[str], more: Sequence[str] = ()) -> dict[str, Any]:
    words = ["farm", "task", stage, "--job", "{{Param.Job}}", "--work", "{{Param.Work}}", *more, *given]
    action = {"command": "{{Param.Program}}", "args": words}
    return {"name": name, "script": {"actions": {"onRun": action}}}


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values, indent=1), encoding="utf-8")
