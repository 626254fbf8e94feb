# SPDX-License-Identifier: Apache-2.0
"""The vehicle register of the demo: files as RDW gives them, for the invented cars.

APK dates follow the cars' papers; a few cars have an open recall.
"""
import datetime
import json

KINDS = {"petrol": "Benzine", "diesel": "Diesel", "lpg": "LPG", "cng": "CNG",
         "electric": "Elektriciteit"}
# A recall is of one model: days since it was published, what is wrong, the repair, and
# the danger. Only a few cars are in one at a time.
RECALLS = (
    ("Polo", 24, "De gordijnairbag kan bij het openen scheuren.",
     "Beide gordijnairbags worden vervangen.", "TEL"),
    ("Clio", 88, "De brandstofleiding kan langs het hitteschild schuren en gaan lekken.",
     "De leiding krijgt een beugel en een hoes.", "BRA"),
    ("Corsa", 203, "De klem van de handrem kan losraken, zodat een geparkeerde auto gaat rollen.",
     "De klem wordt vervangen.", "TEL"))
CARS_A_RECALL = 2
DANGERS = {"TEL": "Verhoogde kans op letsel bij een ongeval", "BRA": "Brand met letselschade"}
# Advices of RDW's list of defects; every so many cars has one.
ADVICES = (("AC1", "Band(en) aanwezig met een profieldiepte van 1,6 t/m 2,5 mm"),
           ("AC2", "Schokdemper aanwezig die lekkage vertoont"),
           ("AC5", "Mechanische delen van het remsysteem vertonen slijtage"))
FOUND_EVERY = 4


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


def found_rows(cars, today):
    """What the last APK found on some of the cars, a year before the next one."""
    for n, car in enumerate(cars[::FOUND_EVERY]):
        due = apk_of(car, today)
        on = anniversary(due, due.year - 1)
        if on < today:
            yield {"kenteken": car["plate"], "soort_erkenning_keuringsinstantie": "LK",
                   "meld_datum_door_keuringsinstantie": plain(on),
                   "meld_tijd_door_keuringsinstantie": "1015",
                   "gebrek_identificatie": ADVICES[n % len(ADVICES)][0],
                   "aantal_gebreken_geconstateerd": str(1 + n % 2)}


def recall_code(number, published):
    """As RDW numbers them: year and a count within it."""
    return f"MGP{published:%y}{published.timetuple().tm_yday:03}{number}"


def recalls_of(cars, today):
    """The rows of RDW's four data sets about recalls: which cars, what, dangers, how told."""
    rows = {"t49b-isb7": [], "j9yg-7rg9": [], "9ihi-jgpf": [], "mh8w-8cup": []}
    for number, (model, days, text, repair, danger) in enumerate(RECALLS, 1):
        published = today - datetime.timedelta(days=days)
        code = {"referentiecode_rdw": recall_code(number, published)}
        of_model = [car["plate"] for car in cars if car["model"] == model]
        rows["t49b-isb7"] += [{"kenteken": plate, **code, "code_status": "O",
                               "status": "Openstaande terugroepactie"}
                              for plate in of_model[:CARS_A_RECALL]]
        rows["j9yg-7rg9"].append({**code, "omschrijving_defect": text,
                                  "beschrijving_van_het_herstel": repair,
                                  "publicatiedatum_rdw": plain(published)})
        rows["9ihi-jgpf"].append({**code, "code_mogelijk_gevaar": danger,
                                  "mogelijk_gevaar": DANGERS[danger]})
        rows["mh8w-8cup"].append({**code, "code_wijze_informeren": "BRI",
                                  "wijze_waarop_u_wordt_ge_nformeerd": "Een brief"})
    return rows


def datasets(world, today):
    """{data set: rows}; the same world gives the same rows."""
    cars = last_vehicles(world)
    recalls = recalls_of(cars, today)
    recalled = {row["kenteken"] for row in recalls["t49b-isb7"]}
    return {
        "m9d7-ebf2": [vehicle_row(car, today, car["plate"] in recalled) for car in cars],
        "8ys7-d773": [{"kenteken": car["plate"], "brandstof_volgnummer": "1",
                       "brandstof_omschrijving": KINDS[car["fuel"]]} for car in cars
                      if car["fuel"] in KINDS],
        **recalls,
        "a34c-vvps": list(found_rows(cars, today)),
        "hx2c-gt7k": [{"gebrek_identificatie": code, "gebrek_omschrijving": text}
                      for code, text in ADVICES],
        "vkij-7mwc": [], "sgfe-77wx": []}


def write(folder, world, today):
    folder.mkdir(parents=True, exist_ok=True)
    for dataset, rows in datasets(world, today).items():
        (folder / f"{dataset}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    return folder
