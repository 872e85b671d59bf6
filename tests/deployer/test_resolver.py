from lift.deployer.resolver import Resolved, resolve


def test_an_address_answers_with_itself() -> None:
    assert resolve("127.0.0.1").addresses == ("127.0.0.1",)


def test_what_does_not_resolve_is_empty() -> None:
    assert resolve("no-such-host.invalid") == Resolved()
    assert resolve("a" * 70 + ".example.com") == Resolved()
