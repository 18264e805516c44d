"""Holds, as people record them."""
