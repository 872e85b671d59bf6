"""``lift doctor --json``: fields to be relied on."""

import json
import re
from pathlib import Path
from typing import Any

from lift.deployer.doctor.choice import choose
from lift.deployer.doctor.deployed import UNASKED
from lift.deployer.doctor.diagnosis import Diagnosis
from lift.deployer.doctor.document import document
from lift.deployer.settings.stage import Stage

from .examined import EXAMINATION

PAGE = Path(__file__).resolve().parents[3] / "docs" / "cold-starts.md"


def test_its_fields_are_those_of_the_page() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("### As JSON")[2].partition("\n#")[0]
    rows = re.findall(r"^\| (`.*?) \|", table, flags=re.MULTILINE)
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    stage = Stage("production", Path(), "shop", Path("lift_settings.json"))
    diagnosis = Diagnosis(EXAMINATION, UNASKED, choose(stage, UNASKED, 300, 10))
    assert listed == list(diagnosis.document())


def test_imports_are_as_deep_as_they_were() -> None:
    found: Any = document(EXAMINATION)
    (handler,) = found["imports"]
    assert handler["module"] == "lift_handler"
    assert handler["total_ms"] == EXAMINATION.imports[0].total_ms
    assert [each["module"] for each in handler["children"]] == ["lift.adapter", "shop.wsgi"]


def test_it_is_json_and_a_gain_that_was_not_tried_is_null() -> None:
    found = json.loads(json.dumps(document(EXAMINATION)))
    assert [each["gain_ms"] for each in found["advice"]] == [9.5, -0.2, 0.0, None]
    assert found["first_request_ms"] == EXAMINATION.request_ms
    assert found["packages"][1]["parts"][0]["name"] == "django/contrib"
