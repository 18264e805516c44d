"""Where it comes from: recognise a file, read it into tables of the book."""
