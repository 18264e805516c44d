"""Lists of open items or of all items, one line each, in CSV or Excel, whatever their headers."""
