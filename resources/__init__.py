"""What the program ships besides code, read through importlib.resources only."""
