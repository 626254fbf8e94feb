# SPDX-License-Identifier: Apache-2.0
"""What a garage does in a story: its people, its customers' cars, its invoices."""
import datetime
import itertools
import json

DAY = datetime.timedelta(days=1)
PASSWORD = "een lang wachtwoord voor het verhaal"
LARGE_SERVICE = (("GB", "Grote beurt volgens fabrieksschema", 24500),
                 (None, "Motorolie 5W30", 6250))
APK = (("APK", "APK-keuring incl. afmelden", 3950),)
REPAIR = (("REP", "Remblokken voor vervangen", 18900),)
_plates = itertools.count(1)
_numbers = itertools.count(1)


def dealer(code, name, vendor, **more):
    return {"dealer": code, "name": name, "active": True, "legal_entity": f"{name} B.V.",
            "timezone": "Europe/Amsterdam", "language": "nl", "default_periodic": "yes",
            "default_followup": "no", "interval_months": 12, "interval_km": 15000,
            "sender_name": name, "sender_email": f"werkplaats@{code.lower()}.example",
            "reply_to": f"werkplaats@{code.lower()}.example", "phone": "030-2001200",
            "street": "Vaartweg 12", "postcode": "3512 JK", "city": "Utrecht",
            "public_url": "", "vendors": [vendor, "upload"], "attribution_days": 60,
            "untouched_policy": "send", "brand_colour": "#0b57a4",
            "holdout_per_mille": 0, **more}


def user(login, role, code=None):
    person = {"login": login, "name": login.capitalize(), "role": role, "language": "nl",
              "password": PASSWORD}
    return {**person, "dealer": code} if code else person


def seed(base_url=""):
    return {"dealers": [dealer("NL-1", "Garage De Linde", "autoflex", public_url=base_url),
                        dealer("NL-2", "Garage Van Dam", "wincar", public_url=base_url)],
            "users": [user("sanne", "adviser", "NL-1"), user("piet", "adviser", "NL-1"),
                      user("marja", "manager", "NL-1"), user("dirk", "adviser", "NL-2"),
                      user("hulp", "helpdesk")]}


class Car:
    """A customer with one car, known to one garage."""

    def __init__(self, code="NL-1", admitted="2019-03-14", **customer):
        number = next(_plates)
        letters = "BDFGHJKLNPRSTVXZ"
        self.code = code
        self.plate = f"{'GHJKLNPRSTXZ'[number % 12]}{number % 1000:03d}" \
                     f"{letters[number % 16]}{letters[(number // 16 + 5) % 16]}"
        self.email = f"klant{number}@voorbeeld.example"
        self.vehicle = {"plate": self.plate, "country": "NL", "make": "Subaru",
                        "model": "Forester", "fuel": "benzine", "first_admission": admitted}
        self.customer = {"number": f"K{number:04d}", "kind": "person", "initials": "J.",
                         "last_name": f"Jansen{number}", "street": "Kerkstraat",
                         "house_number": str(number), "postcode": "3511 AB",
                         "city": "Utrecht", "country": "NL", "email": self.email,
                         "language": "nl", **customer}
        self.customer = {k: v for k, v in self.customer.items() if v is not None}

    @property
    def name_part(self):
        return self.customer["last_name"]


def invoice(car, date, odometer, lines=LARGE_SERVICE, **more):
    """One workshop invoice as the DMS publishes it."""
    written = [{"number": str(i + 1), "kind": "labour" if code else "part",
                "description": text, "quantity": "1", "unit_price": f"{cents / 100:.2f}",
                "net_cents": cents, "vat_percent": "21.00", "pay_type": "customer",
                **({"operation_code": code} if code else {})}
               for i, (code, text, cents) in enumerate(lines)]
    net = sum(line["net_cents"] for line in written)
    document = {
        "dealer": car.code, "document_number": f"F{next(_numbers):06d}",
        "document_kind": "invoice", "issue_date": str(date), "order_type": "service",
        "currency": "EUR", "customer": car.customer,
        "vehicle": {**car.vehicle, "odometer": odometer, "odometer_unit": "km"},
        "lines": written,
        "totals": {"net_cents": net, "vat_cents": net * 21 // 100,
                   "gross_cents": net + net * 21 // 100}}
    return {**document, **more}


def yearly_services(car, last, years=3, km_a_year=13000):
    """The history of a punctual customer: a large service every year until `last`."""
    last = datetime.date.fromisoformat(str(last))
    odometer = 21000 + years * km_a_year
    return [invoice(car, last - year * 365 * DAY, odometer - year * km_a_year)
            for year in reversed(range(years))]


def net_of(document):
    return document["totals"]["net_cents"]


def text_of(document):
    return json.dumps(document, ensure_ascii=False)


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
