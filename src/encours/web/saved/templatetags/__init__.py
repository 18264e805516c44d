"""Saved views as a template tag."""
