"""Engine `explicit`: real pixels from other times, fetched along completed motion."""

from engines.complete.explicit.engine import ExplicitEngine, ExplicitSettings

__all__ = ["ExplicitEngine", "ExplicitSettings"]
