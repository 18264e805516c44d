"""Addresses of the audit trail."""

from django.urls import path

from encours.web.audit.pages import event, trail

urlpatterns = [
    path("reglages/journal/", trail, name="audit"),
    path("reglages/journal/<int:number>/", event, name="audit_event"),
]
