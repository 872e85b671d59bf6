"""What a command came to for several stages."""

import pytest

from lift.deployer.errors import LiftError
from lift.deployer.outcome import Outcome, check, document, rows

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
