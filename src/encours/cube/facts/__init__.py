"""What is added up, and where what splits it is read: one record a fact, one a place, one a table beside."""
