"""The documentation as a site: every page has its place, every link leads somewhere, code and pages agree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def build(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    return subprocess.run([*command, str(source), str(out)], capture_output=True, text=True, check=False)


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    done = build(ROOT / "docs", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    verbs = (tmp_path / "site" / "reference" / "generated" / "verbs.html").read_text(encoding="utf-8")
    assert "cleanplate timeline deliver" in verbs
    python = (tmp_path / "site" / "reference" / "python.html").read_text(encoding="utf-8")
    assert "Project.add_clip" in python
    assert "Project.undo" in python


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text("extensions = ['myst_parser']\n")
    (source / "index.md").write_text("# Page\n\n[nowhere](missing.md)\n")
    done = build(source, tmp_path / "site")
    assert done.returncode != 0
    assert "missing.md" in done.stderr
