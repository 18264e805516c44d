"""Customers: their list, and all that is known of one."""
