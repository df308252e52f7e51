"""Engines that fill holes with networks: `sttn`, `opn`, `rnot`. Importing this imports no torch."""

from engines.complete.learned.engine import NetworkEngine, OpnEngine, RnotEngine, SttnEngine
from engines.complete.learned.settings import NetworkSettings

__all__ = ["NetworkEngine", "NetworkSettings", "OpnEngine", "RnotEngine", "SttnEngine"]
