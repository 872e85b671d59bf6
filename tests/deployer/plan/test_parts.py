"""The order of code and configuration keeps within Lambda's size limit."""

from hypothesis import given
from hypothesis import strategies as st

from lift.deployer.plan.parts import UNZIPPED_LIMIT, parts

MB = 1024 * 1024
size = st.integers(0, UNZIPPED_LIMIT)


def test_only_what_changes_is_called() -> None:
    nothing = (None, None)
    assert parts(code=False, configuration=False, old=nothing, new=(1, 1)) == ()
    assert parts(code=True, configuration=False, old=nothing, new=(1, 1)) == ("code",)
    assert parts(code=False, configuration=True, old=nothing, new=(1, 1)) == ("configuration",)


def test_code_first_when_it_fits_with_the_old_layers() -> None:
    made = parts(code=True, configuration=True, old=(1, 1), new=(1, 1))
    assert made == ("code", "configuration")


def test_configuration_first_when_the_new_code_needs_the_old_layers_gone() -> None:
    made = parts(code=True, configuration=True, old=(10 * MB, 200 * MB), new=(100 * MB, 100 * MB))
    assert made == ("configuration", "code")


def test_layers_off_when_neither_fits_or_the_sizes_are_unknown() -> None:
    off = ("bare", "code", "configuration")
    old, new = (200 * MB, 40 * MB), (240 * MB, 60 * MB)
    assert parts(code=True, configuration=True, old=old, new=new) == off
    assert parts(code=True, configuration=True, old=(None, None), new=(1, 1)) == off


@given(old_code=size, old_layers=size, new_code=size, new_layers=size)
def test_no_call_ever_goes_over_the_limit(
    old_code: int, old_layers: int, new_code: int, new_layers: int
) -> None:
    code, layers = old_code, old_layers
    if old_code + old_layers > UNZIPPED_LIMIT or new_code + new_layers > UNZIPPED_LIMIT:
        return
    for part in parts(
        code=True, configuration=True, old=(old_code, old_layers), new=(new_code, new_layers)
    ):
        match part:
            case "code":
                code = new_code
            case "configuration":
                layers = new_layers
            case "bare":
                layers = 0
        assert code + layers <= UNZIPPED_LIMIT
    assert (code, layers) == (new_code, new_layers)
