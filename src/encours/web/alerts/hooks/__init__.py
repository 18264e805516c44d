"""Webhooks: other programs that are told of alerts, and where none may be."""
