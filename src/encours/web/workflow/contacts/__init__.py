"""The people of customers, as people record them."""
