"""Indicators people define by a formula."""
