"""AWS's own rules, put between the SDK and an emulator that is laxer than AWS.

``AwsRules(...).attach(session)`` hooks into a boto3 session's events. It records every call, and
adds what moto lacks, a module for each concern: a new role cannot be assumed at once
(``roles``); functions are Pending for a while and refuse changes until they have settled, and a
wrong RevisionId is refused (``functions``); all of a configuration counts, also what the emulator
drops (``configurations``); the account has so many executions at once (``concurrency``), of which
versions have some ready after a while (``provisioned``, ``scaling``); the same
code and configuration published twice is one version (``versions``); an alias has a revision, and
function URLs need one that exists (``aliases``); a version is there when its snapshot is
(``snapshots``); each qualifier has a policy of its own
(``policies``); Lambda's limits hold (``limits``); reads lag behind writes (``lag``); parameters are
as old as the clock says (``parameters``); a REST API keeps its settings and refuses twins
(``rest_apis``); a target group takes one function, which it may invoke (``load_balancers``).
``Invoke`` is answered by a function of the test's (``invocations``). ``fail`` makes a call go wrong
on demand (``faults``). Time is a ``FakeClock``.
"""

from .call import Call, Parameters, refusal
from .clock import FakeClock
from .invocations import Answer, Invoke
from .rules import AwsRules

__all__ = ["Answer", "AwsRules", "Call", "FakeClock", "Invoke", "Parameters", "refusal"]
