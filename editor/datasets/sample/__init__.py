"""A street scene made of noise and numbers: the shot that demo, bench and tests work on.

Everything is drawn in units of a 720-line picture, so that a shot of another size shows the same scene.
"""
