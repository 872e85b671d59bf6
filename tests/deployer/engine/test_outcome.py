"""What a command came to for several stages."""

import pytest

from lift.deployer.engine.outcome import Outcome, check, document, of, rows
from lift.deployer.engine.side_by_side import Ended
from lift.deployer.errors import LiftError

WELL = Outcome("dev", "version 2", document={"stage": "dev", "version": "2"})
BADLY = Outcome("live", error="access denied")


def test_one_document_holds_all_and_each_error() -> None:
    assert document([WELL, BADLY]) == {
        "stages": [{"stage": "dev", "version": "2"}, {"stage": "live", "error": "access denied"}]
    }


def test_a_row_tells_the_result() -> None:
    assert rows([WELL, BADLY]) == [("dev", "version 2"), ("live", "failed: access denied")]


def test_one_that_failed_makes_all_fail() -> None:
    check([WELL])
    with pytest.raises(LiftError, match="1 of 2 stages failed: live"):
        check([WELL, BADLY])


@pytest.mark.parametrize(
    ("changed", "said"),
    [('["x"]', "version 2, https://x, 1.5 s"), ("[]", "version 2, https://x, 1.5 s, unchanged")],
)
def test_a_process_tells_it_in_json(changed: str, said: str) -> None:
    printed = f'{{"version": "2", "url": "https://x", "seconds": 1.5, "changed": {changed}}}'
    outcome = of("dev", Ended(printed, ""))
    assert outcome.said == said
    assert outcome.document["version"] == "2"


def test_what_a_process_prints_for_people_is_kept_as_it_is() -> None:
    assert of("dev", Ended("create function\n", "")) == Outcome("dev", "create function")
    assert of("dev", Ended("", "access denied")) == Outcome("dev", error="access denied")
    assert of("dev", Ended('{"steps": []}', "")).said == ""
