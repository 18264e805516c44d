"""What is worth telling: conditions on figures, drift from one's own history, what has been told already."""
