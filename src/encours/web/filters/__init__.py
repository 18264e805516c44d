"""The filters of a page: read from its address, told in words, chosen in a panel."""
