"""The rows where every figure lands."""
