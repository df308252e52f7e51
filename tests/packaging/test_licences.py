"""The licence report: all that is needed here, nothing else, and nothing whose licence nobody knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "write_licences.py"


def install(site: Path, name: str, *lines: str, text: str | None = None) -> None:
    """Put a distribution into a folder as pip would."""
    folder = site / f"{name}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines])
    )
    record = f"{folder.name}/METADATA,,\n"
    if text is not None:
        (folder / "licenses").mkdir()
        (folder / "licenses" / "COPYING.txt").write_text(text)
        record += f"{folder.name}/licenses/COPYING.txt,,\n"
    (folder / "RECORD").write_text(record)


def write_report(site: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script's `main` where the distributions of a folder come first."""
    code = f"import sys; sys.path[:0] = [{str(site)!r}, {str(SCRIPT.parent)!r}]; import write_licences as it"
    command = [sys.executable, "-P", "-c", f"{code}; sys.exit(it.main(sys.argv[1:]))", str(out), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_lists_what_is_needed_here_with_licence_and_text(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "licences.txt"
    needs = ("leaf", 'elsewhere; sys_platform == "nowhere"', 'helper[deep]; extra == "farm"')
    install(
        site,
        "cleanplate",
        "License-Expression: GPL-3.0-or-later",
        *(f"Requires-Dist: {each}" for each in needs),
    )
    install(site, "leaf", "Classifier: License :: OSI Approved :: MIT License", text="Leave it as it is.")
    install(site, "helper", "License: Zlib", 'Requires-Dist: depth; extra == "deep"')
    install(site, "depth", "License-Expression: 0BSD", "Requires-Dist: leaf", "Requires-Dist: cleanplate")
    install(site, "bystander", "License: secret")
    assert write_report(site, out).returncode == 0
    plain = out.read_text()
    assert [line.split()[0] for line in plain.split("\n\n")[1].splitlines()] == ["cleanplate", "leaf"]
    assert "MIT License" in plain
    assert "Leave it as it is." in plain
    assert write_report(site, out, "--extra", "farm").returncode == 0
    names = [line.split()[0] for line in out.read_text().split("\n\n")[1].splitlines()]
    assert names == ["cleanplate", "depth", "helper", "leaf"]


def test_a_licence_that_nobody_tells_is_an_error(tmp_path: Path) -> None:
    install(tmp_path / "site", "cleanplate", "License: GPL", "Requires-Dist: silent")
    install(tmp_path / "site", "silent", "Classifier: License :: OSI Approved")
    done = write_report(tmp_path / "site", tmp_path / "out.txt")
    assert (done.returncode, done.stderr) == (1, "These do not say their licence: silent.\n")


def test_all_that_the_program_needs_tells_its_licence(tmp_path: Path) -> None:
    done = write_report(tmp_path / "nothing", tmp_path / "out.txt", "--extra", "farm")
    assert done.returncode == 0, done.stderr
    assert "torch" in (tmp_path / "out.txt").read_text().split("\n\n")[1]
