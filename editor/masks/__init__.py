"""What is to be removed: a matte per frame."""
