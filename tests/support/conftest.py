# SPDX-License-Identifier: Apache-2.0
"""The harness' own tests: its parts without the services."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from house import House  # noqa: E402


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory):
    """Postgres, broker and mail catcher; no service."""
    with House(tmp_path_factory.mktemp("house"), services=(), broker="embedded",
               vendors=("acme",)) as house:
        yield house
        house.drop_postgres()
