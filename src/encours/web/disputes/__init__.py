"""Disputes: what customers contest, and recording it."""
