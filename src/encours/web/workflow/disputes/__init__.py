"""Disputes, as people record them."""
