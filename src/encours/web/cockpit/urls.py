"""Addresses of the first page."""

from django.urls import path

from encours.web.cockpit.views import cockpit

urlpatterns = [path("", cockpit, name="cockpit")]
