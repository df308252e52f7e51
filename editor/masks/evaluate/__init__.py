"""From objects to the matte of a frame, the same wherever it is asked for."""
