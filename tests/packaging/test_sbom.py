"""The bill of materials: all that is needed here, who needs whom, and the same bytes each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "write_sbom.py"


def write(out: Path, *words: str) -> bytes:
    env = os.environ | {"PYTHONPATH": str(SCRIPT.parent)}  # also where scripts' folders are left out
    subprocess.run([sys.executable, str(SCRIPT), str(out), *words], check=True, env=env)
    return out.read_bytes()


def test_it_lists_what_is_installed_and_who_needs_it(tmp_path: Path) -> None:
    bill = json.loads(write(tmp_path / "a.json"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"].lower(): part for part in bill["components"]}
    assert {"numpy", "pyqt6", "torch", "sympy"} <= parts.keys()
    assert "pytest" not in parts
    assert parts["numpy"]["version"] == version("numpy")
    assert parts["numpy"]["purl"] == f"pkg:pypi/numpy@{version('numpy')}"
    assert all(part["licenses"] for part in parts.values())
    ours = bill["metadata"]["component"]
    needs = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    assert parts["av"]["bom-ref"] in needs[ours["bom-ref"]]
    assert parts["sympy"]["bom-ref"] not in needs[ours["bom-ref"]]
    assert parts["sympy"]["bom-ref"] in needs[parts["torch"]["bom-ref"]]


def test_the_same_environment_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path / "a.json")
    assert write(tmp_path / "b.json") == first
    assert write(tmp_path / "c.json", "--extra", "farm") != first
