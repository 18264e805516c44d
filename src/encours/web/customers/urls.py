"""Addresses of the customers."""

from django.urls import path, register_converter

from encours.web.customers.notes import note
from encours.web.customers.page import customer
from encours.web.customers.statement import statement
from encours.web.customers.views import customers, ticked
from encours.web.items.codes import CodeConverter

register_converter(CodeConverter, "customercode")
ONE = "clients/<customercode:entity>/<customercode:customer>/"

urlpatterns = [
    path("clients/", customers, name="customers"),
    path("clients/creances/", ticked, name="customers_rows"),
    path(ONE, customer, name="customer"),
    path(f"{ONE}notes/", note, name="customer_note"),
    path(f"{ONE}releve/", statement, name="customer_statement"),
]
