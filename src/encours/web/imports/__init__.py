"""Data in: files brought by people, folders watched, what was read, refused and why."""
