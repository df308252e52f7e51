"""Training: material through small protocols, made-up motion, losses, a loop that survives being killed."""
