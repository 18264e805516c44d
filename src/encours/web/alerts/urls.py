"""Addresses of alerts."""

urlpatterns: list = []
