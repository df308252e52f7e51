"""Jobs as Open Job Description bundles, which `openjd` runs as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from queue_tools import Place

from editor.cli.main import status_of
from editor.render.queue.database import QUEUE_VARIABLE

BIN = Path(sys.executable).parent


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "made here")


def openjd(*words: str | Path) -> str:
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    done = subprocess.run(
        [BIN / "openjd", *map(str, words)],
        env={**os.environ, "PATH": path},
        capture_output=True,
        timeout=600,
        check=False,
    )
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, told
    return told


def template(place: Place, job_id: int, folder: Path, *words: str) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(QUEUE_VARIABLE, str(place.queue))
        assert status_of(["farm", "template", str(job_id), "--out", str(folder), *words]) == 0
    return folder / "template.json"


def test_openjd_runs_a_bundle_that_was_carried_away(place: Place, tmp_path: Path) -> None:
    job_id = place.add("out.mkv")
    bundle = template(place, job_id, tmp_path / "bundle", "--with-media").parent
    carried = bundle.rename(tmp_path / "elsewhere")
    truth = place.truth().rename(tmp_path / "truth.mkv")
    place.clip.unlink()
    assert (
        str(place.folder)
        not in (carried / "template.json").read_text() + (carried / "job/request.json").read_text()
    )
    told = openjd("run", carried / "template.json", "--step", "Verify", "--run-dependencies")
    assert "openjd_progress: 100.0" in told
    assert (carried / "out" / "out.mkv").read_bytes() == truth.read_bytes()
    assert [path.name for path in (carried / "out").iterdir()] == ["out.mkv"]
    assert list((carried / "work").iterdir()) == []


@pytest.mark.slow
def test_paths_of_the_bundle_are_mapped(place: Place, tmp_path: Path) -> None:
    job_id = place.add("out.mkv")
    path = template(place, job_id, tmp_path / "bundle")
    (place.queue / "queue.sqlite").unlink()
    there = place.folder.rename(tmp_path / "mounted there")
    rules = {
        "version": "pathmapping-1.0",
        "path_mapping_rules": [
            {"source_path_format": "POSIX", "source_path": str(place.folder), "destination_path": str(there)}
        ],
    }
    values = path.with_name("parameter_values.json")
    run = ["run", path, "--step", "Verify", "--run-dependencies", "-p", f"file://{values}"]
    openjd(*run, "--path-mapping-rules", json.dumps(rules))
    place.folder, place.mask, place.clip = there, there / "mattes", there / "clip.mkv"
    assert place.is_true("out.mkv")


def test_every_file_of_the_template_is_a_path_that_farms_map(place: Place, tmp_path: Path) -> None:
    job_id = place.add("out.mkv")
    path = template(place, job_id, tmp_path / "bundle")
    openjd("check", path)
    parameters = {one["name"]: one for one in json.loads(path.read_text())["parameterDefinitions"]}
    assert {name for name, one in parameters.items() if one["type"] == "PATH"} == {
        "Job",
        "Work",
        "Clip",
        "Mask",
        "Out",
    }
    assert parameters["Clip"]["objectType"] == "FILE"
    assert parameters["Mask"] | {"default": None} == {
        "name": "Mask", "type": "PATH", "objectType": "DIRECTORY", "dataFlow": "IN", "default": None,
    }  # fmt: skip
    steps = json.loads(path.read_text())["steps"]
    assert [step["name"] for step in steps] == ["Render", "Join", "Verify"]
    assert steps[0]["parameterSpace"]["taskParameterDefinitions"][0]["range"] == "0-1"
