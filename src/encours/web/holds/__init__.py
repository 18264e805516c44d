"""Holds: who is not chased, until when and why, and recording it."""
