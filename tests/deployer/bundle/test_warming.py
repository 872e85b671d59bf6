"""What the generated module does before the first visitor comes."""

from dataclasses import replace
from pathlib import Path

from lift.deployer.bundle import warming
from lift.deployer.settings.domain import Domain
from lift.deployer.settings.warm_request import WarmRequest

from .projects import stage


def test_without_warm_requests_nothing_is_imported_for_them(tmp_path: Path) -> None:
    assert not warming.write(stage(tmp_path))


def test_requests_are_served_as_visitors_would_ask(tmp_path: Path) -> None:
    asked = (WarmRequest("/"), WarmRequest("/a", "HEAD", {"Accept": "text/html"}))
    written = warming.write(stage(tmp_path, warm_requests=asked, base_path="/api"))
    assert written == (
        "from lift.warmers import warm_requests\n\n"
        'warm_requests.serve(handler, ["/api/", '
        '{"path": "/api/a", "method": "HEAD", "headers": {"Accept": "text/html"}}])\n'
    )


def test_those_of_a_rest_api_come_below_its_stage_save_by_a_domain(tmp_path: Path) -> None:
    at_stage = stage(tmp_path, warm_requests=(WarmRequest("/"),), api="rest")
    assert 'serve(handler, ["/"], root_path="/live")' in warming.write(at_stage)
    by_domain = replace(at_stage, domain=(Domain("shop.example.org"),))
    assert 'serve(handler, ["/"])' in warming.write(by_domain)
