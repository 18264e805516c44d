"""Addresses of contacts."""

from django.urls import path

from encours.web.contacts import views
from encours.web.contacts.form import CONTACT
from encours.web.records.urls import addresses

urlpatterns = [
    path("contacts/", views.contacts, name="contacts"),
    *addresses(CONTACT, "contacts", "contact"),
]
