"""Figures and dates in templates."""
