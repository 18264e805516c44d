"""Addresses of the frame."""

from django.urls import path

from encours.web.shell import views

urlpatterns = [
    path("rechercher/", views.seek, name="seek"),
    path("perimetre/", views.choices, name="choices"),
    path("valeurs/", views.offered, name="field_values"),
    path("theme/", views.theme, name="theme"),
]
