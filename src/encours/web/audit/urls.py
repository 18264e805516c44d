"""Addresses of the audit trail."""

from django.urls import path

from encours.web.audit.views import event, trail

urlpatterns = [
    path("reglages/journal/", trail, name="audit"),
    path("reglages/journal/<int:number>/", event, name="audit_event"),
]
