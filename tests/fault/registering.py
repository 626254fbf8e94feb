# SPDX-License-Identifier: Apache-2.0
"""The vehicle register while everything dies: it knows every car, and says something else
of one in four each time it is asked."""
from collections import Counter

from register_server import VEHICLES, RegisterServer

CAR = {"voertuigsoort": "Personenauto", "merk": "VOLKSWAGEN", "handelsbenaming": "GOLF",
       "vervaldatum_apk": "20271118", "datum_tenaamstelling": "20150501",
       "datum_eerste_toelating": "20150501", "export_indicator": "Nee",
       "openstaande_terugroepactie_indicator": "Nee", "wam_verzekerd": "Ja"}
FICKLE = 4


def make_register():
    """A server whose cars are insured now and not then; nothing is due for any of them."""
    asked = Counter()

    def rows(dataset, plate):
        if dataset != VEHICLES:
            return []
        asked[plate] += 1
        is_fickle = sum(map(ord, plate)) % FICKLE == 0
        insured = "Nee" if is_fickle and asked[plate] % 2 == 0 else "Ja"
        return [{**CAR, "kenteken": plate, "wam_verzekerd": insured}]

    return RegisterServer(rows)
