"""The terminal face: one file per verb."""
