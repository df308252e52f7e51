from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.render.errors import RenderError
from editor.render.fingerprint import job_key
from editor.render.workplace import Workplace
from engines.complete.contract import Fill


def keep_a_part(place: Workplace) -> None:
    place.store.save(range(2), [[Fill(index, 0, 0, np.zeros((1, 1, 3), np.uint8)) for index in range(2)]])


def test_finished_parts_stay_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out.mkv"
    with Workplace(out, "key") as place:
        keep_a_part(place)
    assert [path.name for path in tmp_path.iterdir()] == [".out.mkv.cleanplate"]
    with Workplace(out, "key") as place:
        assert place.store.scan() == {0: 2}
    with Workplace(out, "other") as place:
        assert place.store.scan() == {}
    with Workplace(out, "key") as place:
        place.discard_parts()
    assert list(tmp_path.iterdir()) == []


def test_two_renders_of_one_output_do_not_mix(tmp_path: Path) -> None:
    with (
        Workplace(tmp_path / "out.mkv", "key"),
        pytest.raises(RenderError, match="rendering it already"),
        Workplace(tmp_path / "out.mkv", "key"),
    ):
        pytest.fail("entered twice")


@pytest.mark.parametrize("left", ["", "nonsense", "1 0.0", "999999999 1.5"])
def test_what_a_killed_render_left_does_not_lock(tmp_path: Path, left: str) -> None:
    folder = tmp_path / ".out.mkv.cleanplate"
    folder.mkdir()
    (folder / "running").write_text(left)
    with Workplace(tmp_path / "out.mkv", "key"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_keys_change_with_files_and_settings(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a" * 300_000)
    two.write_bytes(b"b" * 300_000)
    keys = {job_key(["x"], [[one, two]])}
    assert job_key(["x"], [[one, two]]) in keys
    keys |= {job_key(["y"], [[one, two]]), job_key(["x"], [[one], [two]]), job_key(["x"], [[one]])}
    with one.open("r+b") as file:
        file.write(b"c")
    keys.add(job_key(["x"], [[one, two]]))
    assert len(keys) == 5
