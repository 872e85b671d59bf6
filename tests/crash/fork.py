"""Work in a forked process, with a pipe to it."""

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection


@dataclass(frozen=True)
class Forked:
    pid: int
    pipe: "Connection[object, object]"

    def wait(self) -> int:
        """Its exit code, negative for the signal that ended it."""
        self.pipe.close()
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def fork(work: "Callable[[Connection[object, object]], None]") -> Forked:
    """Run ``work`` with its end of the pipe, in a process that ends with it."""
    ours, theirs = Pipe()
    pid = os.fork()
    if pid:
        theirs.close()
        return Forked(pid, ours)
    code = 1
    try:
        ours.close()
        work(theirs)
        code = 0
    except BaseException:  # noqa: BLE001 - shown, in place of an exit through the parent's code
        traceback.print_exc()
    finally:
        os._exit(code)  # what the parent has open or registered is not ours to end
