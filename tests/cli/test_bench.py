from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from editor.cli.bench import Bench, Machine, Run, app, told, told_machine, transfer
from editor.datasets.sample.scene import SceneSettings
from editor.datasets.synthesise import SampleSettings, write_sample
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

MIB = 1 << 20


def test_bench_measures_all_three_ways() -> None:
    done = CliRunner().invoke(app, ["--size", "96x64", "--frames", "4", "--json", "--quiet"])
    assert done.exit_code == 0, done.output
    written = json.loads(done.stdout)
    assert written["machine"]["cores"] >= 1
    (document,) = written["clips"]
    assert document["size"] == "96x64"
    assert document["frame_count"] == 4
    for run in ("transfer", "compared", "engine"):
        assert document[run]["frames_per_second"] == pytest.approx(4 / document[run]["seconds"])
        assert document[run]["peak_bytes"] > 20 * MIB
    ratio = document["engine"]["frames_per_second"] / document["compared"]["frames_per_second"]
    assert document["speed_against_spatial"] == pytest.approx(ratio)


def test_table_tells_speeds_and_ratios() -> None:
    runs = [
        Run("read and write", 1, 100, 90 * MIB),
        Run("spatial", 4, 25, MIB),
        Run("explicit", 10, 10, 500 * MIB),
    ]
    lines = told(Bench("854x480", 100, 0.05, *runs)).splitlines()
    assert lines[0] == "100 frames of 854x480, 5% of each is hole"
    assert told_machine(Machine("A processor", 2, 8 << 30, "Linux", "3.11")).startswith(
        "A processor, 2 cores, 8 GiB"
    )
    assert lines[-2].split() == ["spatial", "25.00", "4.0", "1", "0.400"]
    assert lines[-1].split() == ["explicit", "10.00", "10.0", "500", "1.000"]


def test_transfer_changes_nothing(tmp_path: Path) -> None:
    sample = write_sample(tmp_path / "street", SampleSettings(SceneSettings(96, 64), 3), lambda _: None)
    transfer(sample.shot, tmp_path / "copy.mkv")
    with closing(open_clip(sample.shot)) as source, closing(open_clip(tmp_path / "copy.mkv")) as copy:
        assert len(copy) == len(source) == 3
        np.testing.assert_array_equal(to_rgb(copy.read(2)), to_rgb(source.read(2)))


def test_the_evaluation_of_mattes_is_measured_alone() -> None:
    told_masks = CliRunner().invoke(app, ["--masks"])
    assert told_masks.exit_code == 0, told_masks.output
    assert "300 key mattes: " in told_masks.stdout
    figures = json.loads(CliRunner().invoke(app, ["--masks", "--json"]).stdout)["masks"]
    assert figures["hard_edit_ms"] < figures["hard_ms"]
    assert figures["soft_edit_ms"] < figures["soft_ms"]
