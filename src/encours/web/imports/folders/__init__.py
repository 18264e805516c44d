"""Folders watched for new files."""
