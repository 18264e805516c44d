"""Addresses of actions."""

from django.urls import path

from encours.web.actions import views
from encours.web.actions.form import ACTION
from encours.web.records.urls import addresses

urlpatterns = [path("actions/", views.actions, name="actions"), *addresses(ACTION, "actions", "action")]
