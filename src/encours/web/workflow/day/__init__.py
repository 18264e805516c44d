"""What collectors do with their day: lines done, put off, given to someone; who works on whom at this moment."""
