# SPDX-License-Identifier: Apache-2.0
"""Invented cars and visits in the CSV form, as many as wanted, the same for the same seed.

Not the process the predictions were tuned on: it is there to meet every branch of the
rules (changed use, wrong readings, no readings, old cars, gas, missing facts), not to be
like a real garage.
"""
import datetime
import random

LETTERS, FUELS = "GHJKLNPRSTXZ", ("benzine", "benzine", "benzine", "diesel", "lpg",
                                  "elektriciteit", "hybride", "")
OTHER = ("repair", "tyres", "brakes", "battery", "accident", "warranty", "recall", "inspection")
PARTS = ("", "", "mobility", "brake_fluid", "battery", "timing_belt", "spark_plugs+air_filter",
         "wipers")
LAST = datetime.date(2025, 12, 31)
VEHICLES = ("kenteken,fuel,first_admission,service_interval_km,service_interval_months,recalled_on,"
            "delivered_on,mobility_until,mobility_said_on\n")
VISITS = "invoice,kenteken,date,odometer_km,jobs,total_incl_vat,credits_invoice,time_parts\n"


def plate_of(n):
    """Every number another plate: X-999-XX."""
    n, a = divmod(n, len(LETTERS))
    n, b = divmod(n, len(LETTERS))
    n, c = divmod(n, len(LETTERS))
    return f"{LETTERS[a]}{n % 1000:03}{LETTERS[b]}{LETTERS[c]}"


def slip(km, chance):
    """What a hurried hand makes of a reading."""
    kind = chance.random()
    if kind < 0.2:
        return ""
    if kind < 0.4:
        return "0"
    text = str(km)
    return text + chance.choice("0123456789") if kind < 0.7 else text[:-1] or "9"


def visits_of(chance, born):
    """Days, readings and jobs of one car, oldest first."""
    rate, km = chance.uniform(3, 110), 0.0
    date = max(born, LAST - datetime.timedelta(chance.randrange(200, 3600)))
    km = (date - born).days * rate
    while True:
        days = max(1, int(chance.expovariate(1 / chance.choice((60, 200, 330)))))
        if chance.random() < 0.05:
            rate = chance.uniform(3, 110)
        date += datetime.timedelta(days)
        km += days * rate
        if date > LAST:
            return
        jobs = [job for job, p in (("service", 0.5), ("apk", 0.35)) if chance.random() < p]
        jobs = jobs or [chance.choice(OTHER)]
        reading = slip(int(km), chance) if chance.random() < 0.03 else str(int(km))
        yield date, reading, "+".join(jobs)


def garage_gave(n, born):
    """Some were delivered here, of some a form says until when the mobility service is."""
    delivered = born + datetime.timedelta(n % 60) if n % 9 == 0 else ""
    if n % 5:
        return f"{delivered},,"
    said = LAST - datetime.timedelta(n % 300)
    return f"{delivered},{said + datetime.timedelta(200 + n % 250)},{said}"


def write(folder, count, seed=1):
    """made-vehicles.csv and made-visits.csv in the folder."""
    chance, number = random.Random(seed), 0
    with open(f"{folder}/made-vehicles.csv", "w", encoding="utf-8") as vehicles, \
            open(f"{folder}/made-visits.csv", "w", encoding="utf-8") as visits:
        vehicles.write(VEHICLES)
        visits.write(VISITS)
        for n in range(count):
            plate = plate_of(n)
            born = LAST - datetime.timedelta(chance.randrange(100, 365 * 55))
            admission = born.isoformat() if chance.random() < 0.97 else ""
            km, months = chance.choice((("", ""), ("15000", "12"), ("30000", "24"), ("", "6")))
            recalled = "2025-06-01" if chance.random() < 0.05 else ""
            vehicles.write(f"{plate},{chance.choice(FUELS)},{admission},{km},{months},{recalled},"
                           f"{garage_gave(n, born)}\n")
            for date, reading, jobs in visits_of(chance, born):
                number += 1
                credit = f"M{number - 1}" if chance.random() < 0.01 and number > 1 else ""
                visits.write(f"M{number},{plate},{date},{reading},{jobs},100.00,{credit},"
                             f"{chance.choice(PARTS)}\n")
