"""The container files say what the documentation says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")


def test_every_volume_that_is_mounted_is_declared() -> None:
    mounted = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", ())
    }
    assert mounted == set(COMPOSE["volumes"]) == {"database", "data"}


def test_the_cockpit_waits_for_a_healthy_database_and_has_time_to_end() -> None:
    cockpit = COMPOSE["services"]["cockpit"]
    assert cockpit["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in COMPOSE["services"]["database"]
    assert int(cockpit["stop_grace_period"].removesuffix("s")) > 30
    assert cockpit["init"] is True


def test_no_password_is_written_in_it() -> None:
    said = COMPOSE["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    assert said.startswith("${POSTGRES_PASSWORD:?")


def test_the_image_runs_as_nobody_in_particular_and_keeps_its_data_where_compose_mounts_it() -> None:
    steps = [line.split(maxsplit=1) for line in CONTAINER.splitlines() if line and line[0].isupper()]
    words = [step[0] for step in steps]
    assert ["USER", "encours"] in steps[words.index("USER") :]
    assert words.index("USER") < words.index("ENTRYPOINT")
    folder = next(step[1] for step in steps if step[0] == "VOLUME")
    assert f"data:{folder}" in COMPOSE["services"]["cockpit"]["volumes"]
    assert f"ENCOURS_HOME={folder}" in CONTAINER


def test_images_are_named_without_a_registry() -> None:
    froms = [line.split()[1] for line in CONTAINER.splitlines() if line.startswith("FROM")]
    assert set(froms) == {"python:3.13-slim"}
    assert "/" not in COMPOSE["services"]["database"]["image"]
