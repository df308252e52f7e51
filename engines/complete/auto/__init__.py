"""Engine `auto`: real pixels first, a network for what no frame shows. Importing this imports no torch."""

from engines.complete.auto.engine import AutoEngine, AutoSettings

__all__ = ["AutoEngine", "AutoSettings"]
