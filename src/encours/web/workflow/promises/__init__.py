"""Promises of payment, as people record them."""
