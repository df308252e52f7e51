"""Engines that fill holes with networks: `sttn`, `opn`, `rnot`."""
