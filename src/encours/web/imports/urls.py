"""Addresses of imports."""

from django.urls import path

from encours.web.imports import mapping_views, reports, since_views, upload_views
from encours.web.imports import views as pages
from encours.web.imports.folders import views as watched

urlpatterns = [
    path("reglages/imports/", pages.imports, name="imports"),
    path("reglages/imports/exemple.csv", pages.sample_file, name="import_sample"),
    path("reglages/imports/depots/<uuid:key>/", upload_views.depot, name="import_upload"),
    path(
        "reglages/imports/depots/<uuid:key>/lecture/<int:number>/",
        upload_views.reading,
        name="import_reading",
    ),
    path("reglages/imports/depots/<uuid:key>/verification/", upload_views.check, name="import_check"),
    path("reglages/imports/depots/<uuid:key>/import/", upload_views.start, name="import_start"),
    path("reglages/imports/depots/<uuid:key>/retrait/", upload_views.drop, name="import_drop"),
    path("reglages/imports/correspondances/", mapping_views.mappings, name="import_mappings"),
    path("reglages/imports/correspondances/<int:pk>/", mapping_views.mapping, name="import_mapping"),
    path(
        "reglages/imports/correspondances/<int:pk>/oubli/", mapping_views.forget, name="import_mapping_forget"
    ),
    path("reglages/imports/connu-depuis/", since_views.known_since, name="known_since"),
    path("reglages/imports/sources/", watched.sources, name="import_sources"),
    path("reglages/imports/sources/nouvelle/", watched.new, name="import_source_new"),
    path("reglages/imports/sources/<int:pk>/", watched.source, name="import_source"),
    path("reglages/imports/sources/<int:pk>/lancement/", watched.run_now, name="import_source_run"),
    path("reglages/imports/sources/<int:pk>/suppression/", watched.delete, name="import_source_delete"),
    path("reglages/imports/<int:version>/", reports.report, name="import_report"),
    path("reglages/imports/<int:version>/annulation/", reports.undo, name="import_undo"),
    path("reglages/imports/<int:version>/explication/", reports.explain, name="import_explain"),
]
