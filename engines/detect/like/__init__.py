"""Things that look like one that was shown: a brand, a poster, an advertisement."""

from engines.detect.like.finding import Appearance, find_like
from engines.detect.like.matching import Example, ExampleError

__all__ = ["Appearance", "Example", "ExampleError", "find_like"]
