"""Reading files apart: a bounded child process does what a hostile file could turn against us."""
