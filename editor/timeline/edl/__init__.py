"""Edit decision lists after CMX 3600, with the comments that NLEs add to them."""
