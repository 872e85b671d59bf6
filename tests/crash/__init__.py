"""lift is killed, refused, throttled and cut off at every call it makes to AWS.

    a scenario, undisturbed -> its calls and the state it ends in
    for each call and each kind of trouble:
        the command, in trouble -> the command again -> the same state? -> undeploy -> nothing left?

AWS is a ``World``: moto with AWS's own rules in between, in a process that is forked for every
point, so that each begins with the same state. The command runs in a process of its own and
reaches the world through a pipe (``Wire``), below the SDK's retries; SIGKILL is real, time is not.
"""
