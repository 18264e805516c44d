"""Actions: what was done about customers, by whom, what came of it, and recording it."""
