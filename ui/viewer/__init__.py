"""The picture: how it is looked at, and what is drawn over it."""
