"""Practice: what a reader fills in, whether it is right, and which slip would give it."""
