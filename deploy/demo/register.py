# SPDX-License-Identifier: Apache-2.0
"""The vehicle register of the demo: files as RDW gives them, for the invented cars.

APK dates follow the cars' papers; a few cars have an open recall.
"""
import datetime
import json

KINDS = {"petrol": "Benzine", "diesel": "Diesel", "lpg": "LPG", "cng": "CNG",
         "electric": "Elektriciteit"}
RECALL_EVERY = 25
RECALLS = (("MGP250117", "De gordijnairbag kan bij het openen scheuren.", "20250904"),
           ("MGP260031", "De brandstofleiding kan langs het hitteschild schuren en gaan "
                         "lekken.", "20260212"))


def last_vehicles(world):
    """What the newest invoice says of each plate, the last seen first."""
    cars = {}
    for invoice in world["invoices"]:
        vehicle = invoice["vehicle"]
        if vehicle.get("plate"):
            known = cars.pop(vehicle["plate"], {})
            cars[vehicle["plate"]] = {**known, **vehicle}
    return list(reversed(cars.values()))


def anniversary(day, year):
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def apk_of(vehicle, today):
    """The next APK: as an invoice said, else by the first admission (4-2-2-1 or 3-1)."""
    if vehicle.get("apk_expiry", "") > today.isoformat():
        return datetime.date.fromisoformat(vehicle["apk_expiry"])
    admitted = datetime.date.fromisoformat(vehicle["first_admission"])
    years, steps = (4, [2, 2]) if vehicle["fuel"] in ("petrol", "electric") else (3, [])
    while anniversary(admitted, admitted.year + years) <= today:
        years += steps.pop(0) if steps else 1
    return anniversary(admitted, admitted.year + years)


def plain(day):
    return day.strftime("%Y%m%d")


def vehicle_row(vehicle, today, recalled):
    admitted = vehicle["first_admission"].replace("-", "")
    return {"kenteken": vehicle["plate"], "voertuigsoort": "Personenauto",
            "merk": vehicle["make"].upper(), "handelsbenaming": vehicle["model"].upper(),
            "vervaldatum_apk": plain(apk_of(vehicle, today)), "inrichting": "hatchback",
            "datum_eerste_toelating": admitted, "datum_tenaamstelling": admitted,
            "datum_eerste_tenaamstelling_in_nederland": admitted,
            "europese_voertuigcategorie": "M1", "wam_verzekerd": "Ja",
            "export_indicator": "Nee", "taxi_indicator": "Nee", "tellerstandoordeel": "Logisch",
            "openstaande_terugroepactie_indicator": "Ja" if recalled else "Nee",
            "tenaamstellen_mogelijk": "Ja"}


def datasets(world, today):
    """{data set: rows}; the same world gives the same rows."""
    cars = last_vehicles(world)
    recalled = {car["plate"]: RECALLS[n // RECALL_EVERY % len(RECALLS)][0]
                for n, car in enumerate(cars) if n % RECALL_EVERY == 0}
    return {
        "m9d7-ebf2": [vehicle_row(car, today, car["plate"] in recalled) for car in cars],
        "8ys7-d773": [{"kenteken": car["plate"], "brandstof_volgnummer": "1",
                       "brandstof_omschrijving": KINDS[car["fuel"]]} for car in cars
                      if car["fuel"] in KINDS],
        "t49b-isb7": [{"kenteken": plate, "referentiecode_rdw": code, "code_status": "O",
                       "status": "Openstaande terugroepactie"}
                      for plate, code in recalled.items()],
        "j9yg-7rg9": [{"referentiecode_rdw": code, "omschrijving_defect": text,
                       "publicatiedatum_rdw": since} for code, text, since in RECALLS],
        "vkij-7mwc": [], "sgfe-77wx": []}


def write(folder, world, today):
    folder.mkdir(parents=True, exist_ok=True)
    for dataset, rows in datasets(world, today).items():
        (folder / f"{dataset}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    return folder
