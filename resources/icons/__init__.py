"""Icons of the window."""
