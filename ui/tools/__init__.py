"""What the pointer does in the picture."""
