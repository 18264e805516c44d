"""The day of who collects: whom to work on first, why, what to do, and how far one is."""
