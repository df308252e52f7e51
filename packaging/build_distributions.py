#!/usr/bin/env python3
"""Builds the wheel and the source archive of a commit; the same commit gives the same bytes.

    python packaging/build_distributions.py [--commit HEAD] [--out dist]

What is built is what git has, not what lies about in the folder. All times are that of the commit.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST_WHEEL_BYTES = 100_000_000
"""What package indexes take without asking."""


class DistributionError(Exception):
    """A distribution could not be built, or is not what it should be."""


@dataclass(frozen=True, slots=True)
class Distributions:
    """What was built of one commit."""

    wheel: Path
    source: Path


def main(words: Sequence[str]) -> int:
    """Build and check, say what came out, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--commit", default="HEAD", help="what to build (default: HEAD)")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for both (default: dist)")
    options = parser.parse_args(words)
    try:
        built = build(ROOT, options.out, options.commit)
        check(built.wheel, ROOT, options.commit)
    except DistributionError as error:
        print(error, file=sys.stderr)
        return 1
    for path in (built.wheel, built.source):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.stat().st_size:>11,}  {path}")
    return 0


def build(root: Path, out: Path, commit: str = "HEAD") -> Distributions:
    """Build the wheel and the source archive of a commit.

    Parameters
    ----------
    root : Path
        The repository.
    out : Path
        The folder to put them into; made where it is missing.
    commit : str
        What to build.

    Raises
    ------
    DistributionError
        If git does not know the commit, or the build fails.
    """
    epoch_s = int(git(root, "log", "-1", "--format=%ct", commit))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cleanplate-build-") as scratch:
        source, fresh = Path(scratch, "source"), Path(scratch, "out")
        archive = git(root, "-c", "tar.umask=0022", "archive", "--format=tar", commit)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(source, filter="fully_trusted")  # it is our own, and modes are to stay
        run_build(source, fresh, epoch_s)
        (wheel,), (sdist,) = fresh.glob("*.whl"), fresh.glob("*.tar.gz")
        (out / wheel.name).write_bytes(wheel.read_bytes())
        (out / sdist.name).write_bytes(with_fixed_times(sdist.read_bytes(), epoch_s))
    return Distributions(out / wheel.name, out / sdist.name)


def run_build(source: Path, out: Path, epoch_s: int) -> None:
    """Build the source archive, and from it the wheel, which proves that the archive is complete."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--outdir={out}", str(source)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch_s), "PYTHONHASHSEED": "0"}
    mask = os.umask(0o022)  # the wheel holds the modes of files made on the way
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    finally:
        os.umask(mask)
    if done.returncode != 0:
        raise DistributionError(f"The build failed:\n{done.stdout}{done.stderr}")


def with_fixed_times(archive: bytes, epoch_s: int) -> bytes:
    """Write a .tar.gz anew without what differs from build to build: times, owners, order.

    Parameters
    ----------
    archive : bytes
        What setuptools made; it heeds SOURCE_DATE_EPOCH for wheels alone.
    epoch_s : int
        The time that everything gets, in seconds since 1970.
    """
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive)) as old,
        gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=epoch_s) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            plain = tarfile.TarInfo(member.name)
            plain.type, plain.size, plain.mtime = member.type, member.size, epoch_s
            plain.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            new.addfile(plain, old.extractfile(member) if member.isreg() else None)
    return packed.getvalue()


def check(wheel: Path, root: Path, commit: str = "HEAD") -> None:
    """Raise DistributionError unless a wheel holds just what git has of its packages, and is small enough."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    packages = sorted({name.partition("/")[0] for name in held})
    tracked = set(git(root, "ls-tree", "-r", "--name-only", "-z", commit, *packages).decode().split("\0"))
    wrong = [f"lacks {name}" for name in sorted(tracked - {""} - held)]
    wrong += [f"holds {name}, which git does not" for name in sorted(held - tracked)]
    if wheel.stat().st_size > LARGEST_WHEEL_BYTES:
        wrong.append(f"has {wheel.stat().st_size:,} bytes; more than {LARGEST_WHEEL_BYTES:,} are too many")
    if wrong:
        raise DistributionError(f"{wheel.name} " + f"\n{wheel.name} ".join(wrong))


def git(root: Path, *words: str) -> bytes:
    """Ask git about a repository."""
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False)
    if done.returncode != 0:
        raise DistributionError(f"git {words[0]} failed in {root}: {done.stderr.decode().strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
