"""Who requires whom, for the target."""

from packaging.requirements import Requirement

from lift.deployer.bundle.distributions import Distribution
from lift.deployer.bundle.needs import needs
from lift.deployer.bundle.target import Target

TARGET = Target("3.12", "x86_64", (2, 34))


def distribution(name: str, *requires: str) -> Distribution:
    return Distribution(name, "1.0", (), requires, {})


def found(*installed: Distribution, direct: str = "bread") -> dict[str, tuple[str, ...]]:
    requirement = Requirement(direct)
    return needs(installed, {requirement.name: requirement}, TARGET)


def test_only_what_is_installed_and_asked_for_here_counts() -> None:
    bread = distribution(
        "bread", "Flour>=1", "absent", "yeast; sys_platform == 'win32'", "salt; extra == 'salty'"
    )
    others = [distribution(name) for name in ("flour", "yeast", "salt")]
    assert found(bread, *others)["bread"] == ("flour",)
    assert found(bread, *others, direct="bread[salty]")["bread"] == ("flour", "salt")


def test_extras_are_asked_for_along_the_way() -> None:
    meal = distribution("meal", "bread[salty]")
    bread = distribution("bread", "salt; extra == 'salty'")
    assert found(bread, meal, distribution("salt"), direct="meal")["bread"] == ("salt",)


def test_the_project_requires_what_it_names_and_what_nobody_else_does() -> None:
    bread, flour, other = distribution("bread", "flour"), distribution("flour"), distribution("x")
    assert found(bread, flour, other)[""] == ("bread", "x")
    assert found(bread, flour, direct="flour")[""] == ("bread", "flour")
