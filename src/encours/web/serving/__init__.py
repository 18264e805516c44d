"""Running it: one process tree with the web server and the worker, health, logs, backup and restore."""
