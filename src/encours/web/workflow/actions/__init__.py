"""Actions people did about customers: calls, messages, visits, notes."""
