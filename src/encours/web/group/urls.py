"""Addresses of the group."""

from django.urls import path

from encours.web.group.views import group

urlpatterns = [path("groupe/", group, name="group")]
