"""Every address of the web, who may open it and act on it, and something of the demo group to open it about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from encours.web.access.roles import Right

ANYONE, SIGNED_IN, NOBODY = "anyone", "whoever is signed in", "nobody"
WHOLE = ""
LIST = ("format",)


@dataclass(frozen=True, slots=True)
class Needs:
    """What reading and writing ask for: a right, or one of the three words above. `about` names an argument list."""

    read: Right | str
    write: Right | str = NOBODY
    about: str = ""
    figures: bool = False  # it shows the book: it takes a scope, and parameters that may be anything
    query: str = ""  # what it cannot be asked without
    refusal: int = 403  # 404 where even knowing that there is one needs the right
    files: tuple[
        str, ...
    ] = ()  # what asks for each of its files, but for the form; WHOLE: it is nothing else


def figures(
    about: str = "", write: Right | str = NOBODY, query: str = "", files: tuple[str, ...] = ()
) -> Needs:
    return Needs(Right.SEE, write, about, True, query, files=files)


def file(about: str = "", query: str = "", write: Right | str = NOBODY) -> Needs:
    """An address that gives figures to take away, and nothing else."""
    return Needs(Right.EXPORT, write, about, True, query, files=(WHOLE,))


def act(right: Right | str, about: str = "") -> Needs:
    """An address that only takes posts."""
    return Needs(NOBODY, right, about)


def record(name: str, *own: str) -> dict[str, Needs]:
    """Those of a kind of facts people write, on pages and in the interface; `own` are its acts besides."""
    acts = [f"{act}_{name}" for act in (*own, "withdraw")]
    return {
        f"{name}s": figures(files=LIST),
        f"choose_{name}": Needs(Right.RECORD, figures=True),
        f"new_{name}": Needs(Right.RECORD, Right.RECORD, "customer"),
        name: Needs(Right.SEE, about=name),
        f"correct_{name}": Needs(Right.RECORD, Right.RECORD, name),
        **dict.fromkeys(acts, act(Right.RECORD, name)),
        f"rest:{name}s": file(write=Right.RECORD),
        f"rest:make_{name}": Needs(Right.EXPORT, Right.RECORD),
        f"rest:{name}": file(name),
        **dict.fromkeys([f"rest:{one}" for one in (f"correct_{name}", *acts)], act(Right.RECORD, name)),
    }


TABS = ("open", "receipts", "credits", "allocations", "group", "timeline")
ACCOUNT = Needs(SIGNED_IN, SIGNED_IN)
DOOR = Needs(ANYONE, ANYONE)
SETTING = Needs(Right.SEE_SETTINGS, Right.STEER)

NEEDS: dict[str, Needs] = {
    "seek": figures(),
    "choices": figures(),
    "field_values": figures(query="other-field=country"),
    "theme": act(ANYONE),
    "cockpit": figures(files=("late-format",)),
    "board": act(Right.EXPORT),
    "board_made": Needs(Right.EXPORT, about="board"),
    "board_file": Needs(Right.EXPORT, about="board", files=(WHOLE,)),
    "day": figures(files=LIST),
    "day_time": act(Right.RECORD),
    **dict.fromkeys(
        ("day_begin", "day_leave", "day_done", "day_put_off", "day_give", "day_back"),
        act(Right.RECORD, "customer"),
    ),
    "aged": figures(files=LIST),
    "aged_control": figures(),
    "aged_keep": act(Right.STEER),
    "items": figures(write=Right.EXPORT, files=LIST),
    "item": figures("item"),
    "customers": figures(files=("format", "by=siren&format")),
    "customers_rows": act(Right.SEE),
    "customer": figures("customer", files=tuple(f"tab={tab}&format" for tab in TABS)),
    "customer_note": act(Right.NOTE, "customer"),
    "customer_statement": file("customer"),
    **record("promise", "cancel"),
    **record("hold", "lift"),
    **record("contact"),
    **record("action"),
    **dict.fromkeys(("bulk", "bulk_undo"), act(Right.RECORD)),
    "bulk_made": Needs(Right.RECORD),
    "team": figures(files=("lines-format", "aims-format")),
    "aim": act(Right.STEER),
    "alerts": Needs(Right.SEE, files=LIST),
    "act_on_alerts": act(Right.OWN),
    "look_for_alerts": act(Right.OWN),
    "alert": Needs(Right.SEE, about="alert"),
    "alert_rules": Needs(Right.SEE, files=LIST),
    "new_alert_rule": Needs(Right.OWN, Right.OWN),
    "alert_rule": Needs(Right.OWN, Right.OWN, "alert_rule"),
    "ready_alert_rule": act(Right.STEER, "ready_alert_rule"),
    **dict.fromkeys(("switch_alert_rule", "delete_alert_rule"), act(Right.OWN, "alert_rule")),
    "restore_alert_rule": act(Right.OWN, "deleted_alert_rule"),
    "hooks": Needs(Right.STEER, files=LIST),
    "new_hook": Needs(Right.STEER, Right.STEER),
    "hook": Needs(Right.STEER, Right.STEER, "hook"),
    "try_hook": act(Right.STEER, "hook"),
    "promises": figures(files=("format", "plans-format", "months-format")),
    "choose_plan": Needs(Right.RECORD, figures=True),
    "new_plan": Needs(Right.RECORD, Right.RECORD, "customer"),
    "plan": Needs(Right.SEE, about="plan", files=LIST),
    "renegotiate_plan": Needs(Right.RECORD, Right.RECORD, "plan"),
    **dict.fromkeys(("cancel_plan", "withdraw_plan"), act(Right.RECORD, "plan")),
    "rest:plans": file(write=Right.RECORD),
    "rest:make_plan": Needs(Right.EXPORT, Right.RECORD),
    "rest:plan": file(query="entity=FR01&customer=C1101&plan=PL01X"),
    **dict.fromkeys([f"rest:{one}_plan" for one in ("cancel", "renegotiate", "withdraw")], act(Right.RECORD)),
    **record("dispute", "close", "reopen"),
    "answer_dispute": act(Right.RECORD, "dispute"),
    "ask_dispute_again": act(Right.RECORD, "dispute"),
    "rest:answer_dispute": act(Right.RECORD, "dispute"),
    "add_dispute_file": act(Right.RECORD, "dispute"),
    "dispute_file": Needs(Right.EXPORT, about="dispute_file"),
    "remove_dispute_file": act(Right.RECORD, "dispute_file"),
    "dispute_causes": SETTING,
    "change_dispute_cause": act(Right.STEER, "dispute_cause"),
    "my_customers": figures(files=("format", "mine-format")),
    "disputes": figures(files=("format", "causes-format", "again-format")),
    "indicators": figures(),
    "indicator": figures("indicator", files=("split-format",)),
    "bridge": figures(files=("causes-format", "entities-format")),
    "bridge_cause": figures("cause", files=("customers-format",)),
    "bridge_customer": figures("cause_of_customer", files=("items-format",)),
    "own_indicators": figures(files=LIST),
    "new_own_indicator": Needs(Right.OWN, Right.OWN),
    "own_indicator": Needs(Right.OWN, Right.OWN, "own_indicator"),
    "delete_own_indicator": act(Right.OWN, "own_indicator"),
    "restore_own_indicator": act(Right.OWN, "deleted_own_indicator"),
    "group": figures(files=LIST),
    "dashboards": figures(),
    "dashboard": figures("dashboard", files=("{block}-format",)),
    "dashboard_pdf": file("dashboard"),
    "dashboard_starter": Needs(Right.OWN, about="starter", figures=True),
    "new_dashboard": act(Right.OWN),
    "duplicate_dashboard": act(Right.OWN, "dashboard"),
    "delete_dashboard": act(Right.OWN, "dashboard"),
    "restore_dashboard": act(Right.OWN, "deleted_dashboard"),
    "edit_dashboard": Needs(Right.OWN, Right.OWN, "dashboard"),
    "edit_block": Needs(Right.OWN, Right.OWN, "block"),
    "views": Needs(Right.SEE, files=LIST),
    "save_view": act(Right.OWN),
    "view": Needs(Right.OWN, Right.OWN, "view"),
    **dict.fromkeys(("update_view", "move_view", "delete_view", "land_on_view"), act(Right.OWN, "view")),
    "restore_view": act(Right.OWN, "deleted_view"),
    "imports": Needs(Right.SEE_IMPORTS, Right.IMPORT, files=LIST),
    "import_sample": Needs(Right.SEE_IMPORTS),
    "import_upload": Needs(Right.SEE_IMPORTS, about="upload"),
    "import_reading": act(Right.IMPORT, "part"),
    **dict.fromkeys(("import_check", "import_start", "import_drop"), act(Right.IMPORT, "upload")),
    "import_mappings": Needs(Right.SEE_IMPORTS, files=LIST),
    "import_mapping": Needs(Right.SEE_IMPORTS, Right.IMPORT, "mapping"),
    "import_mapping_forget": act(Right.IMPORT, "mapping"),
    "known_since": Needs(Right.SEE_IMPORTS, Right.IMPORT, files=LIST),
    "import_sources": Needs(Right.SEE_IMPORTS, files=LIST),
    "import_source_new": Needs(Right.IMPORT, Right.IMPORT),
    "import_source": Needs(Right.SEE_IMPORTS, Right.IMPORT, "source", files=LIST),
    **dict.fromkeys(("import_source_run", "import_source_delete"), act(Right.IMPORT, "source")),
    "import_report": Needs(Right.SEE_IMPORTS, about="version", files=("p-format",)),
    "import_undo": act(Right.IMPORT, "version"),
    "import_explain": act(Right.SEE_IMPORTS, "version"),
    "profile": ACCOUNT,
    "end_sessions": act(SIGNED_IN),
    "first": Needs(ANYONE, ANYONE, "token"),
    "invitation": Needs(ANYONE, ANYONE, "token"),
    "people": Needs(Right.SEE_PEOPLE, files=LIST),
    "roles": Needs(Right.SEE_PEOPLE),
    "new_person": Needs(Right.PEOPLE, Right.PEOPLE),
    "person": Needs(Right.SEE_PEOPLE, Right.PEOPLE, "person"),
    **dict.fromkeys(
        ("deactivate_person", "activate_person", "invite_person", "reset_factors", "unlock_person"),
        act(Right.PEOPLE, "person"),
    ),
    "portfolios": Needs(Right.SEE_SETTINGS, Right.STEER, files=("format", "hand-format")),
    "assign": Needs(Right.SEE_SETTINGS, Right.SEE_SETTINGS),
    "preferences": SETTING,
    "letterheads": Needs(Right.SEE_SETTINGS),
    "letterhead": Needs(Right.SEE_SETTINGS, Right.STEER, "entity"),
    "letterhead_logo": Needs(Right.SEE_SETTINGS, about="entity"),
    "letterhead_example": Needs(Right.SEE_SETTINGS, about="entity"),
    "jobs": Needs(Right.SEE_JOBS, files=LIST),
    "job": Needs(Right.SEE_JOBS, about="job", refusal=404),
    "job_cancellation": Needs(NOBODY, Right.JOBS, "job", refusal=404),
    "job_item_settlement": Needs(NOBODY, Right.JOBS, "job", refusal=404),
    "audit": Needs(Right.SEE_AUDIT, files=LIST),
    "audit_event": Needs(Right.SEE_AUDIT, about="event"),
    "api": figures(),
    "keys": Needs(Right.KEYS, files=LIST),
    "new_key": Needs(Right.KEYS, Right.KEYS),
    "revoke_key": Needs(Right.KEYS, Right.KEYS, "key"),
    "health": Needs(ANYONE, ANYONE),
    "rest:openapi-json": Needs(ANYONE),
    "rest:api-root": figures(),
    "rest:show": figures(query="figures=net,overdue,dso&by=portfolio"),
    "rest:indicators": figures(),
    "rest:dimensions": figures(),
    "rest:rows": file(query="measure=overdue"),
    "rest:item": file("item"),
    "rest:customers": file(),
    "rest:worklist": file(),
    "rest:customer": file("customer"),
    "rest:statement": file("customer"),
    "rest:alerts": Needs(Right.EXPORT),
    "rest:alert_rules": Needs(Right.EXPORT),
    "rest:acknowledge_alert": act(Right.OWN, "alert"),
    "rest:imports": Needs(Right.SEE_IMPORTS, Right.IMPORT),
    "rest:send": Needs(Right.SEE_IMPORTS, Right.IMPORT),
    "rest:sent": Needs(Right.SEE_IMPORTS, about="upload"),
    "rest:report": Needs(Right.SEE_IMPORTS, about="version"),
    "rest:me": Needs(SIGNED_IN),
}
NAMELESS = ("api/v1/<path:rest>",)  # says in JSON that there is nothing there
SIGNING = ("account_", "mfa_", "socialaccount_", "openid_connect_")  # the framework's own, tested by people/


@dataclass(frozen=True, slots=True)
class Address:
    """One address that can be asked. `name` is the one it has in the table."""

    name: str
    path: str
    needs: Needs
    files: tuple[str, ...]

    @property
    def api(self) -> bool:
        return self.path.startswith("/api/v1/") and self.path != "/api/v1/"

    @property
    def file_urls(self) -> list[str]:
        """Those of its files, in each form: a file that is nothing else has one."""
        if WHOLE in self.files:
            return [self.url]
        return [f"{self.path}?{file}={form}" for file in self.files for form in ("csv", "xlsx")]

    @property
    def url(self) -> str:
        return f"{self.path}?{self.needs.query}" if self.needs.query else self.path


def names() -> list[str]:
    """The name of every address, with that of its space; those without a name by their pattern."""
    from django.urls import get_resolver

    return list(_names(get_resolver(), ""))


def unknown() -> list[str]:
    """Addresses the table says nothing of."""
    return [name for name in names() if name not in NEEDS and not name.startswith((*SIGNING, *NAMELESS))]


def gone() -> list[str]:
    """What the table says of addresses that are no more."""
    return sorted(set(NEEDS) - set(names()))


def addresses(things: dict[str, tuple[Any, ...]]) -> list[Address]:
    """Those of the table, about these things."""
    from django.urls import reverse

    known = [(name, needs) for name, needs in NEEDS.items() if name in names()]
    return [
        Address(
            name,
            reverse(name, args=things.get(needs.about, ())),
            needs,
            tuple(_files(needs, things.get("blocks_with_rows", ()))),
        )
        for name, needs in known
    ]


def _files(needs: Needs, blocks: tuple[str, ...]) -> Iterator[str]:
    """What asks for each file; of a dashboard, each of its blocks has one."""
    for file in needs.files:
        yield from dict.fromkeys(
            file.format(block=block) for block in (*blocks, "") if block or "{" not in file
        )


def _names(resolver: Any, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        inner = f"{space}{pattern.namespace}:" if getattr(pattern, "namespace", None) else space
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"
