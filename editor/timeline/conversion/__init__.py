"""An edit written anew in another format, and what is lost on the way."""
