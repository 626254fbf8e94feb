# SPDX-License-Identifier: Apache-2.0
"""Invented people and cars for the demo: Dutch, likely, and nobody in particular."""
import datetime

FIRST_NAMES = ("Anna Bas Carla Daan Eva Femke Gijs Hanna Ibrahim Jan Karin Lotte Mohamed "
               "Noor Oscar Petra Quirijn Rik Sanne Tess Umar Vera Willem Yara Zoë").split()
LAST_NAMES = (("de", "Jong"), ("", "Jansen"), ("de", "Vries"), ("van den", "Berg"),
              ("", "Bakker"), ("van", "Dijk"), ("", "Visser"), ("", "Smit"), ("", "Meijer"),
              ("de", "Boer"), ("", "Mulder"), ("de", "Groot"), ("", "Bos"), ("", "Vos"),
              ("", "Peters"), ("", "Hendriks"), ("van", "Leeuwen"), ("", "Dekker"),
              ("", "Brouwer"), ("de", "Wit"), ("", "Dijkstra"), ("", "Smits"),
              ("de", "Graaf"), ("van der", "Meer"), ("", "Kok"), ("", "Jacobs"),
              ("van", "Vliet"), ("", "Yılmaz"), ("el", "Amrani"), ("", "Öztürk"),
              ("van 't", "Hof"), ("", "Hoekstra"), ("", "Koster"), ("", "Prins"))
STREETS = ("Dorpsstraat", "Molenweg", "Kerkstraat", "Julianalaan", "Stationsweg",
           "Beatrixstraat", "Lindelaan", "Eikenlaan", "Schoolstraat", "Nieuwstraat",
           "Markt", "Havenkade", "Parkweg", "Wilhelminastraat")
COMPANIES = ("Bouwbedrijf", "Installatietechniek", "Schildersbedrijf", "Hoveniers",
             "Transport", "Thuiszorg", "Bakkerij", "Elektro")
# make, model, fuel, from year, share
MODELS = (
    ("Volkswagen", "Golf", "petrol", 2008, 9), ("Volkswagen", "Polo", "petrol", 2009, 8),
    ("Volkswagen", "Passat", "diesel", 2008, 4), ("Volkswagen", "ID.3", "electric", 2020, 3),
    ("Opel", "Corsa", "petrol", 2007, 8), ("Opel", "Astra", "petrol", 2009, 6),
    ("Ford", "Fiesta", "petrol", 2009, 8), ("Ford", "Focus", "diesel", 2008, 5),
    ("Renault", "Clio", "petrol", 2010, 8), ("Renault", "Captur", "petrol", 2014, 5),
    ("Peugeot", "208", "petrol", 2012, 7), ("Peugeot", "107", "petrol", 2006, 5),
    ("Toyota", "Aygo", "petrol", 2008, 7), ("Toyota", "Yaris", "petrol", 2009, 6),
    ("Subaru", "Forester", "petrol", 2010, 4), ("Subaru", "Outback", "diesel", 2010, 2),
    ("Kia", "Picanto", "petrol", 2011, 7), ("Kia", "e-Niro", "electric", 2019, 3),
    ("Volvo", "V60", "diesel", 2011, 4), ("Skoda", "Octavia", "petrol", 2010, 5),
    ("BMW", "118i", "petrol", 2011, 3), ("Hyundai", "i10", "petrol", 2010, 5),
    ("Citroën", "Berlingo", "diesel", 2009, 3), ("Mazda", "CX-5", "petrol", 2013, 3),
    ("Volvo", "V70", "lpg", 2007, 1), ("Fiat", "Panda", "cng", 2011, 1))
LETTERS = "BDFGHJKLNPRSTVXZ"


def make_plate(rng, first_admission, taken):
    """A plate of the series that was given out in that year, without dashes."""
    year = first_admission.year
    pattern = ("99XXX9" if year < 2013 else "9XXX99" if year < 2016
               else "XX999X" if year < 2019 else "X999XX")
    while True:
        plate = "".join(rng.choice(LETTERS) if char == "X" else str(rng.randrange(10))
                        for char in pattern)
        if plate not in taken:
            taken.add(plate)
            return plate


def make_customer(rng, number, garage):
    particle, last = rng.choice(LAST_NAMES)
    first = rng.choice(FIRST_NAMES)
    customer = {
        "number": str(number), "kind": "person", "role": "owner", "initials": f"{first[0]}.",
        "first_name": first, "last_name": last, "street": rng.choice(STREETS),
        "house_number": str(rng.randrange(1, 180)), "country": "NL",
        "postcode": f"{rng.choice(garage['postcodes'])} "
                    f"{rng.choice(LETTERS)}{rng.choice(LETTERS)}",
        "city": rng.choice(garage["places"]), "language": "nl"}
    if particle:
        customer["particle"] = particle
    if rng.random() < 0.08:
        customer |= {"kind": "company",
                     "company": f"{rng.choice(COMPANIES)} {particle} {last}".replace("  ", " ")}
    if rng.random() < 0.92:
        customer["email"] = f"{plain(first)}.{plain(particle + last)}.{number}@klant.example"
    if rng.random() < 0.7:
        # 061 to 065: mobile numbers of the Dutch plan.
        number_part = rng.randrange(10_000_000, 99_999_999) % 50_000_000
        customer["mobile"] = f"06{10_000_000 + number_part}"
    if rng.random() < 0.04:
        customer["language"] = "en"
    if rng.random() < 0.02:
        customer["do_not_contact"] = ["email"]
    return customer


def plain(name):
    """Letters of an e-mail address."""
    table = str.maketrans("ëöüıÖY", "eouioy", " '")
    return name.translate(table).lower()


def make_vehicle(rng, today, taken):
    make, model, fuel, since, _ = rng.choices(MODELS, weights=[m[4] for m in MODELS])[0]
    newest = today - datetime.timedelta(days=400)
    oldest = max(datetime.date(since, 1, 1), today - datetime.timedelta(days=365 * 17))
    admitted = oldest + datetime.timedelta(days=rng.randrange((newest - oldest).days))
    return {"plate": make_plate(rng, admitted, taken), "country": "NL", "make": make,
            "model": model, "fuel": fuel, "first_admission": admitted.isoformat()}
