"""Plans as text."""

from lift.deployer.engine.preview import Preview
from lift.deployer.plan.actual import Found
from lift.deployer.plan.plan import plan
from lift.deployer.resources.base import Resource
from lift.deployer.resources.function_url import FunctionUrl
from lift.deployer.resources.log_group import LogGroup
from lift.deployer.resources.permission import Permission
from lift.deployer.resources.release import Release
from lift.deployer.resources.role import Role
from lift.deployer.resources.spec import Spec
from lift.deployer.show.plan import shown
from lift.deployer.style import green, plain

GROUP = LogGroup("/aws/lambda/shop", 30, {})
ROLE = Role("shop", {}, {}, {})
SPEC = Spec("c2", "R", "h.h", "python3.13", "x86_64", 1024, 30, (), {"A": "hush", "B": "hush"})
WAS = Spec("c1", "R", "h.h", "python3.13", "x86_64", 512, 30, (), {"A": "old", "C": "hush"})


def text(wanted: list[Resource], *there: Found, whole: bool = False) -> str:
    steps = plan(wanted, {found.resource.key: found for found in there})
    preview = Preview("shop", "production", "123456789012", "eu-west-1", steps)
    return plain(shown(preview, whole=whole))


def test_it_begins_with_the_place_and_ends_with_the_sum() -> None:
    assert text([GROUP, ROLE], Found(ROLE)).splitlines() == [
        "shop production in account 123456789012, eu-west-1",
        "",
        "+ log group /aws/lambda/shop  it does not exist",
        "",
        "1 to create, 1 as they should be",
    ]


def test_what_differs_is_listed_once_in_columns() -> None:
    found = Found(Release("shop", WAS, WAS), remarks=("somebody did it",))
    assert text([Release("shop", SPEC, SPEC)], found).splitlines()[2:-2] == [
        "~ release of shop",
        "    code         changed",
        "    memory_size  512 -> 1024",
        "    environment  B added, A changed, C removed",
        "    somebody did it",
    ]


def test_what_is_kept_is_listed_when_asked_for() -> None:
    assert "  role shop  as it should be" in text([ROLE], Found(ROLE), whole=True)
    assert "role shop" not in text([ROLE], Found(ROLE))


def test_nothing_to_do_is_said() -> None:
    assert text([ROLE], Found(ROLE)).endswith("\n\nnothing to change, 1 as they should be")


def test_an_address_that_goes_is_named() -> None:
    url = Found(FunctionUrl("shop"), {"url": "https://abc.lambda-url"})
    lines = text([], url).splitlines()
    assert lines[2:4] == [
        "- function URL of shop:live  no longer wanted",
        "    https://abc.lambda-url goes with it for good",
    ]


def test_what_is_made_anew_has_a_sign_of_its_own() -> None:
    permission = Permission("shop", "lift-x", "lambda:InvokeFunction", "events.amazonaws.com")
    other = Permission("shop", "lift-x", "lambda:InvokeFunction", "*")
    lines = text([permission], Found(other)).splitlines()
    assert lines[2:4] == [
        "± permission lift-x on shop:live",
        "    principal  * -> events.amazonaws.com (changed by hand)",
    ]
    assert lines[-1] == "1 to replace"


def test_what_others_put_beside_is_noted() -> None:
    noted = text([ROLE], Found(ROLE, beside=("managed policy ReadOnlyAccess",)))
    said = "note: not ours, left as it is: managed policy ReadOnlyAccess (role shop)"
    assert said in noted.splitlines()


def test_the_signs_have_colours() -> None:
    preview = Preview("shop", "production", "1", "eu-west-1", plan([ROLE], {}))
    assert green("+") in shown(preview)
