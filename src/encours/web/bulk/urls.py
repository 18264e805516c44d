"""Addresses of what is recorded about many items at once."""

from django.urls import path

from encours.web.bulk import views

urlpatterns = [
    path("saisie-groupee/", views.bulk, name="bulk"),
    path("saisie-groupee/fait/", views.made, name="bulk_made"),
    path("saisie-groupee/retrait/", views.undo, name="bulk_undo"),
]
