"""References are found, and replaced as far as the answers are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from lift.deployer.resources.ref import Joined, Ref, Text, refs, resolve, text


@dataclass(frozen=True)
class Inner:
    layers: tuple[Text, ...]


@dataclass(frozen=True)
class Outer:
    role: Text
    inner: Inner
    variables: Mapping[str, Text] = field(default_factory=dict)


WISH = Outer(Ref("role", "arn"), Inner((Ref("layer", "arn"), "x")), {"H": Ref("url", "host")})


def test_they_are_found_at_any_depth() -> None:
    assert list(refs(WISH)) == [Ref("role", "arn"), Ref("layer", "arn"), Ref("url", "host")]


def test_they_are_replaced_where_known() -> None:
    known = {"role": {"arn": "R"}, "url": {"host": "h"}}
    assert resolve(WISH, known) == Outer("R", Inner((Ref("layer", "arn"), "x")), {"H": "h"})


def test_an_unknown_one_is_no_text() -> None:
    assert text("x") == "x"
    with pytest.raises(TypeError, match="not known yet"):
        text(Ref("role", "arn"))


def test_several_are_joined_when_all_are_known_each_once() -> None:
    both: Text = Joined((Ref("http-api", "host"), Ref("url", "host")))
    api, url = {"http-api": {"host": "a"}}, {"url": {"host": "b"}}
    assert resolve(both, api) == Joined(("a", Ref("url", "host")))
    assert text(resolve(both, api | url)) == "a,b"
    assert text(resolve(both, api | {"url": {"host": "a"}})) == "a"
    assert list(refs(both)) == [Ref("http-api", "host"), Ref("url", "host")]
    with pytest.raises(TypeError, match="not known yet"):
        text(both)
