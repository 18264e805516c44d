"""The people of customers as lists tell them: their role, how they are reached, whether they are asked on a day."""

from __future__ import annotations

from encours.cube.recorded import Recorded

HERE, LEFT = "here", "left"
STATES = (HERE, LEFT)

CONTACTS = Recorded(
    "contacts",
    f"""
    SELECT k.contact, h.customer_id, NULL::INTEGER AS item_id, NULL::VARCHAR AS item,
      COALESCE(e.currency, 'EUR') AS ccy,
      CASE WHEN k.left_on <= DATE '{{until}}' THEN '{LEFT}' ELSE '{HERE}' END AS state,
      k.name, k.role, k.email, k.phone, k.language, k.accepts, COALESCE(k.main, FALSE) AS main,
      CASE WHEN k.left_on <= DATE '{{until}}' THEN k.left_on END AS left_on
    FROM {{facts}} k
    JOIN customers h ON h.entity = k.entity AND h.customer = k.customer
    LEFT JOIN entities e ON e.entity_id = h.entity_id
    """,
    ("contact", "state", "name", "role", "email", "phone", "language", "accepts", "main", "left_on"),
    choices={"state": STATES},
    words=("name", "email", "phone"),
)
