"""Pictures in, pictures out: completion and its measures; no Qt, no document."""
