"""Dashboards people make for themselves of tiles, charts and tables."""
