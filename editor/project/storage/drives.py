"""On what kind of drive a file lies: a write-ahead log needs memory shared by all who open it."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

_SHARED_TYPES = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "gfs2", "glusterfs", "gpfs",
        "lustre", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf",
        "virtiofs", "vmhgfs", "webdav",
    }
)  # fmt: skip
_REMOTE_OPTION = "remote"
_LOCAL_FUSE = frozenset({"fuse.lxcfs", "fuseblk"})


def is_shared(path: Path) -> bool:
    """Say whether a file lies on a network drive, or in a folder shared with another system.

    Parameters
    ----------
    path : Path
        The file or the folder it will be in.

    Notes
    -----
    SQLite, "Write-Ahead Logging": "All processes using a database must be on the same host computer".
    """
    place = path.resolve()
    if os.name == "nt" and place.drive.startswith("\\\\"):
        return True
    mounts = [mount for mount in psutil.disk_partitions(all=True) if place.is_relative_to(mount.mountpoint)]
    if not mounts:
        return False
    nearest = max(reversed(mounts), key=lambda mount: len(mount.mountpoint))  # of equals the last covers
    return is_shared_type(nearest.fstype, nearest.opts)


def is_shared_type(kind: str, options: str = "") -> bool:
    """Say whether a file system of a kind, mounted with such options, may be open on several machines.

    Parameters
    ----------
    kind : str
        As the system names it: `nfs4`, `cifs`, `smbfs`, `fuse.sshfs`.
    options : str
        Mount options, by commas; on Windows the kind of the drive is among them.
    """
    name = kind.lower()
    if name.startswith("fuse") and name not in _LOCAL_FUSE:
        return True
    return name in _SHARED_TYPES or _REMOTE_OPTION in options.split(",")
