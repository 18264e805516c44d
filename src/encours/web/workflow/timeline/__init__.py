"""The time line of customers: what people did about each, kept as it happened."""
