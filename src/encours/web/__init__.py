"""The cockpit: what people see of the book and do about it, in the browser."""
