"""Objectives of a month, by person or portfolio."""
