"""The people of customers: who they are, how they are reached, and recording it."""
