"""The team: what people did, what came in after it, and what was aimed at."""
