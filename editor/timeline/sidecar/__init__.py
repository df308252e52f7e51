"""The shots of a timeline, kept beside it, so that a changed edit finds them again."""
