"""Who a customer is: identity, contact, terms, who follows it, its limit, fields of one's own."""

from __future__ import annotations

from encours.api.contacts import of_account
from encours.api.customers import CustomerCard, Limit, limits
from encours.i18n import _, mark
from encours.web import typography
from encours.web.customers.page.account import Account
from encours.web.customers.page.content import Content
from encours.web.labels import work

Line = tuple[str, str, str]  # label, text, address
LANGUAGES = {"fr": mark("French"), "en": mark("English")}
OVERRUNS = {"allowed": mark("passing it is allowed"), "blocking": mark("passing it blocks orders")}


def profile(account: Account) -> Content:
    """What the book says of the account, by theme; what it does not say is left out."""
    card = account.card
    themes = [
        (_("Identity"), _identity(account)),
        (_("Contact"), _contact(account)),
        (_("Contacts"), _people(account)),
        (_("Follow-up"), _followed(account)),
        (
            _("Credit limit"),
            _limit(limits(account.ledger, [account.key], account.visit.day).get(account.key)),
        ),
        (_("Other fields"), [(name, value, "") for name, value in sorted(card.custom.items())]),
    ]
    told = [(title, [line for line in lines if line[1]]) for title, lines in themes]
    said = {"themes": [theme for theme in told if theme[1]], "known": card.known}
    return Content("customers/profile.html", said)


def _identity(account: Account) -> list[Line]:
    card, visit = account.card, account.visit
    return [
        (_("Name"), account.name, ""),
        (_("Customer code"), card.customer, ""),
        (_("Entity"), card.entity, visit.url("customers", entity=card.entity)),
        (_("SIREN"), card.siren, visit.url("customers", siren=card.siren)),
        (_("Customer group"), card.group, visit.url("customers", group=card.group)),
        (_("Country"), card.country, visit.url("customers", country=card.country)),
        (_("Zone"), card.zone, ""),
        (_("Sector"), card.sector, ""),
        (_("Category"), card.category, visit.url("customers", category=card.category)),
    ]


def reached(card: CustomerCard) -> list[Line]:
    """How a customer is called and written to: an icon, the number or the address, what it opens."""
    from urllib.parse import quote

    told = [
        ("phone", card.phone, "tel:" + "".join(c for c in card.phone if c.isdigit() or c == "+")),
        ("mail", card.email, "mailto:" + quote(card.email, safe="@")),
    ]
    return [line for line in told if line[1]]


def _contact(account: Account) -> list[Line]:
    card = account.card
    labels = {"phone": _("Phone"), "mail": _("E-mail")}
    language = _(LANGUAGES[card.language]) if card.language in LANGUAGES else card.language
    return [
        *((labels[icon], text, url) for icon, text, url in reached(card)),
        (_("Language of letters"), language, ""),
    ]


def _people(account: Account) -> list[Line]:
    """The people who are asked, the main ones first: who, how, for what."""
    visit = account.visit
    return [
        (
            row["name"],
            " · ".join(
                filter(
                    None,
                    (
                        work.role(row["role"]),
                        row["phone"],
                        row["email"],
                        _("accepts {0}").format(work.accepts(row["accepts"] or "")),
                    ),
                )
            ),
            visit.url("contact", row["contact"]),
        )
        for row in of_account(account.ledger, *account.key, visit.day, visit.until)
    ]


def _followed(account: Account) -> list[Line]:
    card, visit = account.card, account.visit
    return [
        (_("Portfolio"), card.portfolio, visit.url("customers", portfolio=card.portfolio)),
        (_("Collector"), card.collector, visit.url("customers", collector=card.collector)),
        (_("Salesperson"), card.salesperson, ""),
        (_("Payment terms"), card.payment_terms, ""),
    ]


def _limit(limit: Limit | None) -> list[Line]:
    if limit is None:
        return []
    since = typography.day(limit.from_date)
    span = (
        _("{0} to {1}").format(since, typography.day(limit.to_date))
        if limit.to_date
        else _("since {0}").format(since)
    )
    overrun = _(OVERRUNS[limit.overrun]) if limit.overrun in OVERRUNS else limit.overrun
    return [
        (_("Amount"), typography.money(limit.amount, limit.currency), ""),
        (_("In force"), span, ""),
        (_("Beyond it"), overrun, ""),
        (_("Decided by"), limit.decided_by, ""),
    ]
