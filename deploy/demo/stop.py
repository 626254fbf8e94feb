# SPDX-License-Identifier: Apache-2.0
"""Stops a running demo and waits until it is gone: `make demo-stop`."""
import os
import signal
import sys

from facts import running_pid

from polling import eventually  # noqa: E402


def main():
    pid = running_pid()
    if not pid:
        print("The demo does not run.")
        return 0
    os.kill(pid, signal.SIGTERM)
    eventually(lambda: running_pid() is None, 60, f"process {pid} gone")
    print("The demo has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
