"""Training data and sample material: readers, generators, checks."""
