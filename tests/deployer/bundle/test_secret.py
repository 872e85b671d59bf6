"""What is secret is used, and never shown."""

from lift.deployer.bundle.secret import masked, without_password


def test_passwords_in_addresses_are_taken_out() -> None:
    text = "git+https://me:secret@example.com/a and https://token@example.com, not a@b"
    assert without_password(text) == "git+https://example.com/a and https://example.com, not a@b"


def test_values_of_variables_are_masked_the_longest_first() -> None:
    variables = {"A": "secret", "B": "secret-2", "C": "1"}
    assert masked("secret-2 of 1 secret", variables) == "**** of 1 ****"
