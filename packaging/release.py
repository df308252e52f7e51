#!/usr/bin/env python3
"""Makes a release of what is committed: number, change log, tag, artefacts with their checksums.

    python packaging/release.py 0.2.0

It writes the number into pyproject.toml, dates what CHANGELOG.md has under Unreleased, commits that, builds
both distributions of that into dist/, and sets the tag v0.2.0 if they are right. It publishes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from build_distributions import ROOT, DistributionError, build, check, git
from write_pictures import stale

_NUMBER = re.compile(r'^version = "(\d+)\.(\d+)\.(\d+)"$', re.MULTILINE)
_UNRELEASED = "## [Unreleased]\n"


class ReleaseError(Exception):
    """There is nothing to release, or it is not in order."""


def main(words: Sequence[str]) -> int:
    """Make a release and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("version", help="its number, such as 0.2.0")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository (default: this one)")
    options = parser.parse_args(words)
    try:
        release(options.root, options.version, datetime.now(UTC).date().isoformat())
    except (ReleaseError, DistributionError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"dist/ has v{options.version}; to publish it: git push origin HEAD v{options.version}")
    return 0


def release(root: Path, version: str, day: str) -> None:
    """Make a release: number, date, commit, artefacts, tag.

    Parameters
    ----------
    root : Path
        The repository.
    version : str
        Three numbers with dots between.
    day : str
        The date, as 2026-01-31.

    Raises
    ------
    ReleaseError
        If something is not committed, the number is taken or makes no sense, nothing is new, or pictures in
        the documents are older than what they show.
    """
    tag, project, changes = f"v{version}", root / "pyproject.toml", root / "CHANGELOG.md"
    if git(root, "status", "--porcelain", "--untracked-files=no"):
        raise ReleaseError("Something is not committed; commit it or put it away, then start again.")
    if git(root, "tag", "--list", tag):
        raise ReleaseError(f"{tag} exists already; choose the next number.")
    if old := stale(root):
        raise ReleaseError(
            f"The window has changed since these were taken: {', '.join(old)}; "
            "run python3 dev.py pictures --documents, look at them, and commit them."
        )
    numbered = with_version(project.read_text(encoding="utf-8"), version)
    dated = with_date(changes.read_text(encoding="utf-8"), version, day)
    project.write_text(numbered, encoding="utf-8")
    changes.write_text(dated, encoding="utf-8")
    git(root, "commit", "--quiet", f"--message=Release {version}", "--", project.name, changes.name)
    built = build(root, root / "dist")
    check(built.wheel, root)
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in (built.wheel, built.source)
    ]
    (root / "dist" / f"SHA256SUMS-{version}").write_text("".join(sums), encoding="utf-8")
    git(root, "tag", "--annotate", f"--message=Cleanplate {version}", tag)


def with_version(project: str, version: str) -> str:
    """Put a number into the text of pyproject.toml; it may not be lower than the one there."""
    found = _NUMBER.search(project)
    wanted = _NUMBER.fullmatch(f'version = "{version}"')
    if found is None or wanted is None:
        raise ReleaseError(f"A version is three numbers with dots between, not {version!r}.")
    if tuple(map(int, wanted.groups())) < tuple(map(int, found.groups())):
        raise ReleaseError(f"{version} is older than {'.'.join(found.groups())}, which is in pyproject.toml.")
    return project[: found.start()] + wanted[0] + project[found.end() :]


def with_date(changes: str, version: str, day: str) -> str:
    """Put what the change log has under Unreleased under a version, and leave the heading for what comes."""
    before, heading, after = changes.partition(_UNRELEASED)
    new = after.partition("\n## [")[0]
    if not heading or not re.search(r"^- ", new, flags=re.MULTILINE):
        raise ReleaseError("CHANGELOG.md tells of nothing under Unreleased, so there is nothing to release.")
    return f"{before}{_UNRELEASED}\n## [{version}] - {day}\n{after}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
