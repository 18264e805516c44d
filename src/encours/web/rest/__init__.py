"""The programming interface over HTTP, for keys that people hold."""
