"""Two at once: of the runs that change one stage, one works and the others wait.

The lock is made of generations: parameters, numbered. Creating one is atomic, since AWS refuses a
name that is taken; nothing else is. Whoever wants to change the stage

    reads the generations, and waits while one is held
    does all that only reads: looks at AWS, builds, plans
    creates the next generation, and reads again: when anything came, went or changed since the
    first reading, somebody else was here, so it frees its own and begins anew
    works, and renews its generation all the while; before each write it looks at its lease
    frees its generation by overwriting it, and deletes the older ones

So having the lock also says that nothing was changed since the plan was made. Of two that create
generations, at least the later one finds the other's by reading again.

A generation that was not renewed for longer than a lease counts as free, and so does one of a
process that has ended on this machine. Nobody overwrites another's. Its holder, should it only
have slept, knows by its own clock that the lease is over, and stops before its next write.

Ages are differences of AWS's clocks, leases differences of one machine's clock: no two clocks are
ever compared.
"""

from .holder import Generation, Holder
from .lock import Lock, Turn

__all__ = ["Generation", "Holder", "Lock", "Turn"]
