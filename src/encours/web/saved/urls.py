"""Addresses of saved views."""

from django.urls import path

from encours.web.saved import views

urlpatterns = [
    path("vues/", views.views, name="views"),
    path("vues/nouvelle/", views.save_view, name="save_view"),
    path("vues/<int:number>/", views.view, name="view"),
    path("vues/<int:number>/mise-a-jour/", views.update_view, name="update_view"),
    path("vues/<int:number>/rang/", views.move_view, name="move_view"),
    path("vues/<int:number>/suppression/", views.delete_view, name="delete_view"),
    path("vues/<int:number>/retour/", views.restore_view, name="restore_view"),
    path("vues/<int:number>/ouverture/", views.land_on_view, name="land_on_view"),
]
