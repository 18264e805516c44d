"""Promises: those awaited, kept and broken, and recording them."""
