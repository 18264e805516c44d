"""Drawings as template tags."""
