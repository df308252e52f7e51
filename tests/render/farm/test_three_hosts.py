"""Three hosts that share nothing but a folder, which has another name on each."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from farm_tools import Farm

sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))
from queue_tools import PROGRAM, SLOW, Place
from removal_clips import install_engine, request, write_mattes, write_movie

from editor.render.queue.database import Database
from editor.render.queue.jobs import State, Wishes, add

HOSTS = 3
COUNT = 96
NET = f"10.{os.getpid() % 200 + 20}.7"
TAG = f"cp{os.getpid() % 10000}"


def as_root(line: str, *, check: bool = True) -> bool:
    return subprocess.run(["sh", "-ec", line], check=check, capture_output=True).returncode == 0


@pytest.fixture
def hosts() -> Iterator[list[str]]:
    if os.name != "posix" or os.geteuid() != 0 or not as_root(f"ip netns add {TAG}x", check=False):
        pytest.skip("hosts are network namespaces, which only root makes")
    as_root(f"ip netns del {TAG}x")
    names = [f"{TAG}{number}" for number in range(HOSTS)]
    try:
        as_root(f"ip link add {TAG}b type bridge; ip addr add {NET}.1/24 dev {TAG}b; ip link set {TAG}b up")
        for number, name in enumerate(names):
            as_root(
                f"ip netns add {name}; ip link add {name}o type veth peer name eth0 netns {name};"
                f"ip link set {name}o master {TAG}b up;"
                f"ip -n {name} addr add {NET}.{10 + number}/24 dev eth0;"
                f"ip -n {name} link set eth0 up; ip -n {name} link set lo up"
            )
        yield names
    finally:
        for name in names:
            as_root(f"ip netns del {name}", check=False)
        as_root(f"ip link del {TAG}b", check=False)


@pytest.mark.slow
def test_three_hosts_give_the_same_frames(
    hosts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = install_engine(tmp_path / "engines", "slow", SLOW)
    monkeypatch.setenv("PYTHONPATH", str(engines))
    place = Place(tmp_path / "shared", "slow", engines)
    write_movie(place.clip, COUNT)
    write_mattes(place.mask, COUNT)
    with Database(place.queue) as database:
        wanted = request(place.clip, place.mask, place.folder / "out.mkv", engine="slow")
        job_id = add(database, wanted, Wishes(segment_frames=16))
    farm = Farm(tmp_path, 0, place.environment)
    farm.address = f"tcp://{NET}.1:{farm.address.rpartition(':')[2]}"
    done_on = tmp_path / "logs"
    done_on.mkdir()
    try:
        farm.start(
            "scheduler", "--port", farm.address.rpartition(":")[2], "--host", f"{NET}.1", "--no-dashboard"
        )
        for number, host in enumerate(hosts):
            here, there = shlex.quote(str(place.folder)), shlex.quote(str(tmp_path / f"seen by {number}"))
            line = (
                f"mkdir {there}; mount --bind {here} {there}; mount -t tmpfs none {here};"
                f"mount -t tmpfs none /dev/shm; hostname {host};"
                f'export CLEANPLATE_PATH_MAP={here}={there}; exec "$@"'
            )
            before = ("ip", "netns", "exec", host, "unshare", "-mu", "sh", "-ec", line, "sh")
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", f"{NET}.{10 + number}")
            local = ("--local-directory", str(done_on / host), "--name", host)
            farm.start("worker", farm.address, *options, *local, before=before)
        words = [*PROGRAM, "farm", "submit", str(job_id), "--scheduler", farm.address]
        done = subprocess.run(words, env=place.environment, capture_output=True, timeout=600, check=False)
    finally:
        farm.__exit__(None, None, None)
    assert done.stdout == b"out.mkv: done\n", done.stderr.decode()
    assert place.states() == {job_id: State.DONE}
    assert place.is_true("out.mkv")
    assert {path.name for path in done_on.iterdir()} == set(hosts)
    assert place.leftovers() == []
