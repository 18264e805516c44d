"""Addresses of dashboards."""

from django.urls import path

from encours.web.dashboards import edit_views, views

urlpatterns = [
    path("tableaux/", views.dashboards, name="dashboards"),
    path("tableaux/nouveau/", views.new_dashboard, name="new_dashboard"),
    path("tableaux/modeles/<slug:name>/", views.starter, name="dashboard_starter"),
    path("tableaux/<int:number>/", views.dashboard, name="dashboard"),
    path("tableaux/<int:number>/pdf/", views.dashboard_pdf, name="dashboard_pdf"),
    path("tableaux/<int:number>/copie/", views.duplicate_dashboard, name="duplicate_dashboard"),
    path("tableaux/<int:number>/suppression/", views.delete_dashboard, name="delete_dashboard"),
    path("tableaux/<int:number>/retour/", views.restore_dashboard, name="restore_dashboard"),
    path("tableaux/<int:number>/modifier/", edit_views.edit_dashboard, name="edit_dashboard"),
    path("tableaux/<int:number>/modifier/<slug:name>/", edit_views.edit_block, name="edit_block"),
]
