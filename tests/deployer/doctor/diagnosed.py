"""A diagnosis as ``lift doctor`` could have made it of a stage that is deployed."""

from lift.deployer.doctor.choice import NOTHING, Choice
from lift.deployer.doctor.cold_starts import ColdStarts, Slice
from lift.deployer.doctor.deployed import Deployed
from lift.deployer.doctor.diagnosis import Diagnosis
from lift.deployer.doctor.warmth import Option

from .examined import EXAMINATION

SEEN = ColdStarts(
    function="shop-production",
    since="2026-11-19 00:00",
    until="2026-11-21 00:00",
    days=2.0,
    asked=2.0,
    whole=Slice("", 3000, 30, 0.01, 600.0, 900.0, 1200.0),
    over_time=(
        Slice("2026-11-19", 3000, 30, 0.01, 600.0, 900.0, 1200.0),
        Slice("2026-11-20", 0, 0, 0.0, None, None, None),
    ),
    by_version=(),
    pings=Slice("", 0, 0, 0.0, None, None, None),
    ahead=0,
    restored=0,
    memory=512,
    used=90,
    traffic=None,
    notes=("the log of the first hours is gone",),
)
CHOICE = Choice(
    colds=450.0,
    wait_ms=600.0,
    options=(Option("keep_warm", '"keep_warm": true', 0.71, 0.46, 1.2), NOTHING),
    also='"warm_requests": ["/"]',
    refused=("snap_start: python3.11 does not have it",),
    present=(),
    basis=("a cold start takes 600 ms, as the log says",),
)
DIAGNOSIS = Diagnosis(EXAMINATION, Deployed(SEEN, region="eu-west-1"), CHOICE)
