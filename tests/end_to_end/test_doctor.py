"""What `lift doctor` knows of an application that runs in the sandbox."""

from ..reports import Reports
from .site import Site


def test_the_real_cold_starts_are_those_of_the_log(fastapi_site: Site) -> None:
    with fastapi_site.client() as client:
        for _ in range(5):
            client.get("/api/environment").raise_for_status()
    fastapi_site.run("invoke", "production", '{"lift": "keep-warm"}')
    said = fastapi_site.json("doctor", "--runs=3", "--no-trials")
    lines = Reports(fastapi_site.sandbox.environment, fastapi_site.function).lines()
    requests, pings = said["deployed"]["whole"], said["deployed"]["pings"]
    assert pings["requests"] >= 1
    assert requests["requests"] + pings["requests"] == len(lines)
    assert requests["cold"] + pings["cold"] == sum("Init Duration" in line for line in lines) >= 1
    assert said["choice"]["recommended"] in said["choice"]["options"]
