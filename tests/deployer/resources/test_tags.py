"""Which tags are set, and which are taken away."""

from lift.deployer.resources.tags import NAMES, PROJECT, are_ours, missing, stale, tags


def test_ours_say_which_names_the_settings_added() -> None:
    assert NAMES not in tags("shop", "live")
    assert (
        tags("shop", "live", {"b": "1", "a": "2"})[NAMES]
        == tags("shop", "live", {"a": "", "b": ""})[NAMES]
    )
    assert are_ours(tags("shop", "live", {"a": "2"}), "shop", "live")


def test_as_many_names_as_there_may_be_fit() -> None:
    every = {f"company:department:{number}": "" for number in range(45)}
    assert len(tags("shop", "live", every)[NAMES]) <= 256


def test_what_the_settings_have_no_more_goes_and_what_others_set_stays() -> None:
    found = tags("shop", "live", {"team": "shop", "cost": "7"}) | {"theirs": "x"}
    wanted = tags("shop", "live", {"team": "store"})
    assert stale(wanted, found) == ["cost"]
    assert missing(wanted, found) == {"team": "store", NAMES: wanted[NAMES]}
    assert stale(tags("shop", "live"), found) == ["cost", NAMES, "team"]
    assert stale(wanted, {"theirs": "x", PROJECT: "shop"}) == []
