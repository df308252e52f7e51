#!/usr/bin/env python3
"""Sets Cleanplate up beside its source and runs the chores of its makers.

    python3 dev.py run        the window (a clip or project may follow)
    python3 dev.py demo       the main job on a sample shot; says where the results lie
    python3 dev.py test       the tests (further arguments go to pytest)
    python3 dev.py bench      speed and memory on this machine (further arguments go to cleanplate bench)
    python3 dev.py lint       style, import order and types
    python3 dev.py translate  the translations anew from the source; says what is not translated yet
    python3 dev.py pictures   pictures of the window in every state (arguments: see --help); with --documents
                              those that the documents show
    python3 dev.py docs       the documentation as a site, in site/ (further arguments go to sphinx-build)
    python3 dev.py lock       constraints.txt anew from pyproject.toml (further arguments go to pip-compile)

It needs Python and nothing else. All it installs goes into .venv, and only when something has changed; on a
bare Debian it also installs the system packages that Python and Qt lack there, or says how to.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "set-up.txt"
CONSTRAINTS = ROOT / "constraints.txt"
OLDEST_PYTHON = (3, 11)

# What PyQt6 loads on Linux and does not bring along, and the Debian package that has it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libXrandr.so.2": "libxrandr2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetUpError(Exception):
    """Something is missing that the person at the keyboard has to see to."""


def main(arguments: list[str]) -> int:
    """Run one verb and return its exit status; 2 means that something has to be done by hand first."""
    verbs = {
        "run": start,
        "demo": demo,
        "test": test,
        "bench": bench,
        "lint": lint,
        "translate": translate,
        "pictures": pictures,
        "docs": docs,
        "lock": lock,
    }
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        check_python()
        return verbs[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 2


def start(arguments: list[str]) -> int:
    """Open the window."""
    set_up()
    return run([tool("cleanplate-editor"), *arguments])


def demo(arguments: list[str]) -> int:
    """Do the main job on the sample."""
    set_up()
    return run([tool("cleanplate"), "demo", *arguments])


def test(arguments: list[str]) -> int:
    """Run the tests but the slow ones, in random order; `-m slow` or `-m ""` chooses otherwise."""
    set_up()
    return run([tool("pytest"), "-n", "auto", "--dist", "loadfile", "-m", "not slow", *arguments])


def bench(arguments: list[str]) -> int:
    """Measure speed and memory."""
    set_up()
    return run([tool("cleanplate"), "bench", *arguments])


def lint(arguments: list[str]) -> int:
    """Run every check of style and types, and fail if one of them does."""
    set_up()
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    return max([run([tool(name), *rest, *arguments]) for name, *rest in checks])


def translate(arguments: list[str]) -> int:
    """Bring translations up to the source, and fail if something is not translated."""
    set_up()
    return run([tool("python"), "-m", "ui.languages.update", *arguments])


def pictures(arguments: list[str]) -> int:
    """Take pictures of the window."""
    set_up()
    if "--documents" in arguments:
        return run([tool("python"), str(ROOT / "packaging" / "write_pictures.py")])
    return run([tool("python"), "-m", "ui.showing", *arguments])


def docs(arguments: list[str]) -> int:
    """Build the documentation; a link that leads nowhere is an error, an old picture is named."""
    set_up()
    run([tool("python"), str(ROOT / "packaging" / "write_pictures.py"), "--check"])
    return run([tool("python"), "-m", "sphinx", "--quiet", "--fail-on-warning", *arguments, "docs", "site"])


def lock(arguments: list[str]) -> int:
    """Write constraints.txt and the bundle's lock anew; versions stay as they are wherever they can."""
    # Not set_up(): the pins of the moment may contradict pyproject.toml, which is why they are made anew.
    see_to_the_system()
    make_environment()
    pip_install("pip-tools")
    options = ["--quiet", "--strip-extras", "--no-annotate", "--newline=lf"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options"]
    os.environ["CUSTOM_COMPILE_COMMAND"] = "python3 dev.py lock"
    command = [tool("pip-compile"), *options, *arguments, "pyproject.toml"]
    status = run([*command, "--all-extras", f"--output-file={CONSTRAINTS.name}"])
    # A build for one kind of machine ("+cpu") is not what the others can install; the plain version fits all.
    CONSTRAINTS.write_text(re.sub(r"\+\w+$", "", CONSTRAINTS.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    if status or platform.system() != "Linux":
        return status
    # What goes into the bundle, and what builds it, down to the last file; torch is the processor's.
    hashed = ["--generate-hashes", "--allow-unsafe", f"--constraint={CONSTRAINTS.name}"]
    files = ["packaging/bundle/builder.in", "--output-file=packaging/bundle/linux.lock"]
    return run([*command, *hashed, *files])


def check_python() -> None:
    """Raise SetUpError if this Python is too old."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetUpError(
            f"Cleanplate needs Python {wanted} or newer, and this is {platform.python_version()};"
            f" start dev.py with a newer one (python{wanted} dev.py)."
        )


def set_up() -> None:
    """Bring .venv up to date with pyproject.toml and constraints.txt; do nothing where it is already."""
    if recorded() == [environment_identity(), contents_identity()]:
        return
    see_to_the_system()
    make_environment()
    print("Installing what Cleanplate needs into .venv (once; a minute or two) ...", flush=True)
    pip_install("--editable", ".[dev]")
    STAMP.write_text(f"{environment_identity()}\n{contents_identity()}")


def recorded() -> list[str]:
    """Read what .venv was made for, and what was installed if that was finished."""
    return STAMP.read_text().splitlines() if STAMP.is_file() else []


def environment_identity() -> str:
    """Hash what makes a virtual environment unusable when it changes; its programs hold its full path."""
    return digest(version(), platform.machine(), str(ROOT))


def contents_identity() -> str:
    """Hash the files that say what is to be installed."""
    return digest((ROOT / "pyproject.toml").read_text(), CONSTRAINTS.read_text())


def digest(*parts: str) -> str:
    """Hash some texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_environment() -> None:
    """Make .venv with this Python, unless the one there was; then it counts as unfinished until installed."""
    if recorded()[:1] != [environment_identity()]:
        status = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if status != 0:
            raise SetUpError(f"Python could not make the virtual environment {VENV}; see above.")
    STAMP.write_text(environment_identity())


def pip_install(*what: str) -> None:
    """Install into .venv, at the versions of constraints.txt."""
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    command = [tool("python"), "-m", "pip", "--disable-pip-version-check", "install", *quiet]
    if run([*command, f"--constraint={CONSTRAINTS}", *what]) != 0:
        raise SetUpError("pip could not install what Cleanplate needs; see above, then start again.")


def version() -> str:
    """Name this Python's major and minor version."""
    return "{}.{}".format(*sys.version_info)


def see_to_the_system() -> None:
    """Install the system packages that are missing.

    Raises
    ------
    SetUpError
        If somebody else has to: tells them the one command to type.
    """
    lacks_venv = importlib.util.find_spec("ensurepip") is None
    lacking = [name for name in QT_LIBRARIES if not loads(name)] if sys.platform == "linux" else []
    packages = ["python3-venv"] * lacks_venv + [QT_LIBRARIES[name] for name in lacking]
    if not packages:
        return
    if shutil.which("apt-get") is None:
        report_foreign_system(lacks_venv, lacking)
    elif os.geteuid() != 0:
        raise SetUpError(f"System packages are missing. Type this, then start again:\n\n{by_hand(packages)}")
    elif not apt_install(packages):
        refusal = f"apt-get could not install what is missing, which is:\n\n{by_hand(packages)}\n"
        if lacks_venv:
            raise SetUpError(refusal)
        print(f"{refusal}\nGoing on: only the window needs it.", file=sys.stderr, flush=True)


def loads(library: str) -> bool:
    """Whether the dynamic linker finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def report_foreign_system(lacks_venv: bool, lacking: list[str]) -> None:
    """Name what is missing where the names of the packages are not known to us."""
    if lacks_venv:
        raise SetUpError("This Python lacks ensurepip; install your system's package for Python's venv.")
    names = ", ".join(lacking)
    print(f"Cleanplate's window will need these system libraries: {names}.", file=sys.stderr, flush=True)


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root, without questions; tell whether it worked."""
    print("Installing system packages:", *packages, flush=True)
    run(["apt-get", "update"], quietly=True)  # one source out of reach need not matter
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return run(install, quietly=True) == 0


def by_hand(packages: list[str]) -> str:
    """Write the one command that installs Debian packages."""
    as_root = "sudo sh -c" if shutil.which("sudo") else "su -c"  # a bare Debian has no sudo
    names = " ".join(packages)
    return f"    {as_root} 'apt-get update && apt-get install --yes --no-install-recommends {names}'"


def tool(name: str) -> str:
    """Find a program of .venv."""
    return str(SCRIPTS / (f"{name}.exe" if os.name == "nt" else name))


def run(command: list[str], *, quietly: bool = False) -> int:
    """Run a program in the project's folder and return its exit status; if quietly, it only shows errors."""
    # apt-get asks no questions of those who set this; nothing else minds it.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL if quietly else None
    )
    while True:
        try:
            status = process.wait()
        except KeyboardInterrupt:
            continue  # the program was interrupted as well, and ends in its own time
        return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
