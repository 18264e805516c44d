"""Addresses of what is recorded about many items at once."""

from django.urls import path

from encours.web.bulk import views

urlpatterns = [
    path("creances/ensemble/", views.bulk, name="bulk"),
    path("creances/ensemble/fait/", views.made, name="bulk_made"),
    path("creances/ensemble/retrait/", views.undo, name="bulk_undo"),
]
