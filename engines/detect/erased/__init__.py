"""What was laid over a picture, found by Auto-STTN: it needs neither letters nor a scene that moves."""
