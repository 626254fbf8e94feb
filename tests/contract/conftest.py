# SPDX-License-Identifier: Apache-2.0
"""One engine for all tests; it must end cleanly, which a sanitizer's finding is not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import contracts  # noqa: E402


@pytest.fixture(scope="session")
def engine():
    running = contracts.Engine()
    yield running
    assert running.close() == 0
