"""What is written down of each request for whoever runs the server."""
