"""Alerts: what calls, the rules that watch, webhooks."""
