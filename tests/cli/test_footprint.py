from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import psutil
import pytest

from editor.cli.footprint import PeakMemory, footprint_bytes

MIB = 1 << 20
BLOCK, SURELY, AT_MOST = 256 * MIB, 200 * MIB, 400 * MIB
"""What is taken, and what must be seen of it: shares of libraries change with every process that begins."""


def test_peak_stays_after_the_memory_is_given_back() -> None:
    before = footprint_bytes(psutil.Process())
    with PeakMemory() as memory:
        block = np.ones(BLOCK, np.uint8)
        time.sleep(0.2)
        del block
        time.sleep(0.1)
    assert before + SURELY < memory.peak_bytes < before + AT_MOST


def test_children_count() -> None:
    hungry = "import time; block = bytearray(b'x' * (256 << 20)); print(flush=True); time.sleep(30)"
    before = footprint_bytes(psutil.Process())
    with (
        PeakMemory() as memory,
        subprocess.Popen([sys.executable, "-c", hungry], stdout=subprocess.PIPE) as child,
    ):
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.2)
        child.kill()
    assert memory.peak_bytes > before + SURELY


def test_process_that_has_ended_takes_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        process = psutil.Process(child.pid)
    assert footprint_bytes(process) == 0


def test_error_inside_ends_the_watch() -> None:
    with pytest.raises(KeyError), PeakMemory() as memory:
        raise KeyError
    assert memory.peak_bytes > 0
