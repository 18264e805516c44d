"""Alerts: the rules people build, the states they watch, who is told, what was done about each."""
