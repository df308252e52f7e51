"""The checks, each a function without arguments that never raises for what it looks for."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import psutil

from editor.cli.doctor.verdict import State, Verdict
from editor.media.health import ffmpeg_version, missing_encoders
from editor.media.playback.proxies import cache_folder
from editor.project.folders import data_folder

_GIB = 1 << 30
_LEAST_MEMORY, _GOOD_MEMORY = 3 * _GIB, 8 * _GIB
_LEAST_DISK, _GOOD_DISK = 1 * _GIB, 20 * _GIB
_WINDOW_S = 60
_OPEN_A_WINDOW = (
    "from PyQt6.QtWidgets import QApplication, QWidget; a = QApplication(['cleanplate']); QWidget().winId()"
)


def program() -> Verdict:
    """Tell versions and the machine."""
    try:
        own = version("cleanplate")
    except PackageNotFoundError:
        own = "not installed"
    found = f"{own}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Verdict("Cleanplate", State.GOOD, found)


def codecs() -> Verdict:
    """Look for the encoders that deliveries need."""
    missing = missing_encoders()
    if missing:
        return Verdict(
            "codecs",
            State.BAD,
            f"FFmpeg {ffmpeg_version()} lacks {', '.join(missing)}",
            "install PyAV from its own wheel: pip install --force-reinstall av",
        )
    return Verdict("codecs", State.GOOD, f"FFmpeg {ffmpeg_version()} writes all that deliveries need")


def memory() -> Verdict:
    """Look at the machine's memory."""
    seen = psutil.virtual_memory()
    found = f"{seen.total / _GIB:.0f} GiB, {seen.available / _GIB:.0f} GiB of it free"
    if seen.available >= _GOOD_MEMORY:
        return Verdict("memory", State.GOOD, found)
    state = State.POOR if seen.available >= _LEAST_MEMORY else State.BAD
    return Verdict("memory", state, found, "close other programs, or give --memory and --scale")


def disk() -> Verdict:
    """Look whether projects and caches can be written, and how much room there is."""
    for folder in (data_folder(), cache_folder()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            reason = error.strerror or str(error)
            return Verdict(
                "disk", State.BAD, f"{folder} cannot be written to ({reason})", "see to its rights"
            )
    free = shutil.disk_usage(cache_folder()).free
    found = f"{free / _GIB:.0f} GiB free; caches in {cache_folder()}, all else in {data_folder()}"
    if free >= _GOOD_DISK:
        return Verdict("disk", State.GOOD, found)
    state = State.POOR if free >= _LEAST_DISK else State.BAD
    return Verdict("disk", state, found, "make room, or let CLEANPLATE_CACHE name a folder elsewhere")


def processor() -> Verdict:
    """Measure in which precision networks run fastest here, and on what."""
    try:
        from engines.devices import choose_device, choose_precision, known_devices
    except (ImportError, OSError) as error:
        return Verdict(
            "networks", State.BAD, f"torch cannot be loaded ({error})", "pip install torch==2.13.0"
        )
    device = choose_device()
    name = str(choose_precision(device)).removeprefix("torch.")
    others = [one for one in known_devices() if one != "cpu"]
    found = f"torch {version('torch')} on {device} in {name}, {os.cpu_count()} processor cores"
    if others:
        return Verdict("networks", State.GOOD, f"{found}; {', '.join(others)}")
    return Verdict(
        "networks",
        State.POOR,
        found,
        "a graphics card that torch knows makes the learned engines much faster",
    )


def window() -> Verdict:
    """Open a window that nobody sees, in a process of its own: a library that is missing ends that one."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _OPEN_A_WINDOW],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_WINDOW_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Verdict("window", State.BAD, f"Qt did not start within {_WINDOW_S} s", "restart the machine")
    if tried.returncode:
        lines = tried.stderr.strip().splitlines()
        return Verdict(
            "window",
            State.BAD,
            lines[-1] if lines else f"Qt ended with status {tried.returncode}",
            "install the system libraries that Qt needs; `python3 dev.py run` names or installs them",
        )
    if not _has_screen():
        return Verdict(
            "window",
            State.POOR,
            "Qt works, but there is no screen here",
            "use the verbs, or log in with a screen",
        )
    return Verdict("window", State.GOOD, "Qt works")


def weights() -> Verdict:
    """Count the weights of networks that can be used."""
    try:
        from engines.nets.weights import available
    except (ImportError, OSError) as error:
        return Verdict("weights", State.BAD, str(error), "pip install --force-reinstall cleanplate")
    found = sorted({model.card.name for model in available()})
    if found:
        return Verdict("weights", State.GOOD, ", ".join(found))
    return Verdict("weights", State.POOR, "none", "`cleanplate models import FILE` brings published ones in")


def _has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


CHECKS: tuple[Callable[[], Verdict], ...] = (program, codecs, memory, disk, processor, window, weights)
