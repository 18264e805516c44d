"""Commands that run the cockpit: serve, save and restore, its accounts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from encours.cli.options import home_option, home_path
from encours.errors import UsageError
from encours.i18n import _

ROLES = (
    "cfo",
    "credit_manager",
    "collector",
    "accountant",
    "sales",
    "controller",
    "administrator",
    "auditor",
)


@click.command(help=_("Serve the cockpit: web server and worker, restarted if they die; Ctrl+C ends them."))
@home_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help=_("Address to listen on; 0.0.0.0 for the network.")
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=_("Port."))
@click.option(
    "--workers", type=click.IntRange(1, 64), help=_("Web processes; by default one a core, four at most.")
)
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve until told to end."""
    from encours.web.serving.serve import Listening, processes
    from encours.web.serving.serve import serve as run

    run(home_path(), Listening(host, port, workers or processes()))


@click.command(
    help=_("Save the book, people's work and their files into one archive, while the cockpit runs.")
)
@click.argument("file")
@home_option
@click.option(
    "--with-serving", is_flag=True, help=_("Also what can be built again: larger, restored faster.")
)
@click.option("--with-secret", is_flag=True, help=_("Also the secret that signs sessions."))
def backup(file: str, with_serving: bool, with_secret: bool) -> None:
    """Write the archive."""
    from encours.web.serving.backup import backup as save

    saved = save(home_path(), Path(file), with_serving=with_serving, with_secret=with_secret)
    click.echo(
        _("{0} is written: version {1} of the book, {2} bytes.").format(file, saved.version, saved.size)
    )
    for sentence in saved.lacking:
        click.echo(sentence, err=True)


@click.command(help=_("Restore a backup into a new data folder, after checking that it is whole."))
@click.argument("file")
@home_option
def restore(file: str) -> None:
    """Put the archive back."""
    from encours.web.serving.restore import restore as put_back

    home = home_path()
    restored = put_back(Path(file), home)
    click.echo(
        _("{0} is restored: version {1} of the book, saved on {2}.").format(
            home, restored.version, restored.saved_at[:19]
        )
    )


@click.group(help=_("Accounts of the cockpit: create, list, change."))
def user() -> None:
    """The group itself does nothing: its commands do."""


def _password_option(command: click.decorators.FC) -> click.decorators.FC:
    option = click.option("--generate", is_flag=True, help=_("Draw a password and print it once."))
    return option(command)


@user.command(help=_("Create an account. The password is asked for, or read from the standard input."))
@click.argument("email")
@home_option
@click.option("--name", default="", help=_("Name shown."))
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="administrator",
    show_default=True,
    help=_("What the person is."),
)
@click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    help=_("Language; that of the browser when not said."),
)
@click.option("--entity", "entities", multiple=True, help=_("Entity the person may see; all by default."))
@click.option(
    "--portfolio", "portfolios", multiple=True, help=_("Portfolio the person may see; all by default.")
)
@_password_option
def create(
    email: str,
    name: str,
    role: str,
    lang: str | None,
    entities: tuple[str, ...],
    portfolios: tuple[str, ...],
    generate: bool,
) -> None:
    """Make the account."""
    _enter()
    from encours.web.serving import accounts

    password = _password(generate)
    person = accounts.create(
        accounts.Account(email, name, role, lang or "", list(entities) or None, list(portfolios) or None),
        password,
    )
    click.echo(_("{0} can sign in.").format(person.email))


@user.command("list", help=_("List the accounts."))
@home_option
@click.option("--json", "as_json", is_flag=True, help=_("Print as JSON."))
def list_(as_json: bool) -> None:
    """Print who may sign in."""
    _enter()
    from encours.web.workflow.people.models import Person

    names = ("email", "name", "role", "is_active", "entities", "portfolios")
    rows = list(Person.objects.order_by("email").values(*names))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "" if row["is_active"] else " · " + _("closed")
        click.echo(f"{row['email']} · {row['name'] or '–'} · {row['role']}{state}")


@user.command(help=_("Change a password, asked for or read from the standard input."))
@click.argument("email")
@home_option
@_password_option
def password(email: str, generate: bool) -> None:
    """Set another password."""
    _enter()
    from encours.web.serving import accounts

    accounts.find(email)
    accounts.set_password(email, _password(generate))
    click.echo(_("The password of {0} is changed.").format(email))


@user.command(help=_("Change the role of a person."))
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@home_option
def role(email: str, role: str) -> None:
    """Set another role."""
    _enter()
    from encours.web.serving import accounts

    accounts.set_role(email, role)
    click.echo(_("{0} is now {1}.").format(email, role))


@user.command(help=_("Close an account: the person no longer comes in, what they did stays."))
@click.argument("email")
@home_option
def close(email: str) -> None:
    """Close the account."""
    _enter()
    from encours.web.serving import accounts

    accounts.set_active(email, False)
    click.echo(_("The account of {0} is closed.").format(email))


@user.command(help=_("Open a closed account again."))
@click.argument("email")
@home_option
def reopen(email: str) -> None:
    """Open it again."""
    _enter()
    from encours.web.serving import accounts

    accounts.set_active(email, True)
    click.echo(_("The account of {0} is open.").format(email))


def _enter() -> None:
    """The application on the chosen data folder, its database up to date."""
    from encours.web.serving.prepare import enter

    enter(home_path())


def _password(generate: bool) -> str:
    """Drawn and printed, asked for twice, or the first line of the standard input."""
    if generate:
        from encours.web.serving.accounts import generated

        drawn = generated()
        click.echo(drawn)
        return drawn
    if sys.stdin.isatty():
        asked: str = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
        return asked
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError(_("Give the password on the standard input, or add --generate."))
    return line
