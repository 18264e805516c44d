"""The choices of the company."""
