"""Addresses of the customers."""

from django.urls import path, register_converter

from encours.web.access.codes import CodeConverter
from encours.web.customers.list.views import customers, ticked
from encours.web.customers.mine import my_customers
from encours.web.customers.page.notes import note
from encours.web.customers.page.statement import statement
from encours.web.customers.page.views import customer

register_converter(CodeConverter, "customercode")
ONE = "clients/<customercode:entity>/<customercode:customer>/"

urlpatterns = [
    path("clients/", customers, name="customers"),
    path("clients/creances/", ticked, name="customers_rows"),
    path("mes-clients/", my_customers, name="my_customers"),
    path(ONE, customer, name="customer"),
    path(f"{ONE}notes/", note, name="customer_note"),
    path(f"{ONE}releve/", statement, name="customer_statement"),
]
