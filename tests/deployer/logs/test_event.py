"""What a log line says of itself."""

from lift.deployer.logs.event import LogEvent

EVENT = LogEvent("1", 1_795_253_400_125, "2026/11/21/[7]0f3c9a7d5e6b4c21", "hello")


def test_its_time_is_utc_with_milliseconds() -> None:
    assert EVENT.time == "2026-11-21 09:30:00.125"


def test_its_stream_names_the_version_and_the_environment() -> None:
    assert (EVENT.version, EVENT.environment) == ("7", "0f3c9a7d")


def test_a_stream_of_another_make_is_no_trouble() -> None:
    event = LogEvent("1", 0, "custom-stream", "hello")
    assert (event.version, event.environment) == ("", "custom-s")
