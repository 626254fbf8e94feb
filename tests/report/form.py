# SPDX-License-Identifier: Apache-2.0
"""A saved form of the checklist every garage starts with, filled as on a busy day."""
import hashlib
import json
import pathlib
import struct
import uuid
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRESET = ROOT / "services/inspection/checklist/preset-nl.json"
SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def name(text):
    return str(uuid.uuid5(SPACE, text))


def checklist():
    return json.loads(PRESET.read_text(encoding="utf-8"))["points"]


def dealer(**more):
    return {"dealer": "NL-4711", "version": 1, "name": "Garage De Singel",
            "legal_entity": "Garage De Singel B.V.", "active": True,
            "timezone": "Europe/Amsterdam", "language": "nl", "default_periodic": "yes",
            "default_followup": "no", "sender_name": "Garage De Singel",
            "sender_email": "planning@desingel.example", "phone": "079 123 45 67",
            "street": "Singel 12", "postcode": "2711 AB", "city": "Zoetermeer",
            "website": "desingel.example", "vendors": ["dms"], "untouched_policy": "send",
            "brand_colour": "#0b3d91", "brand": "Subaru", **more}


def point(number, listed):
    """What the inspector found: the sixth to be mended, some advised, some not looked at."""
    status = {5: "necessary", 17: "advice", 30: "necessary", 44: "advice", 61: "advice",
              50: "not_applicable", 51: "not_applicable", 80: "not_checked"}.get(number, "ok")
    made = {"point_id": listed["point_id"], "group": listed["group"], "text": listed["text"],
            "status": status, "prefilled": status == "ok" and number % 20 == 3}
    if listed.get("unit"):
        made["unit"] = listed["unit"]
        places = listed.get("positions") or ["-"]
        made["measures"] = [
            {"position": place, "value": f"{3 + number % 5}.{i + 1}",
             "previous": f"{4 + number % 5}.{i + 1}"} for i, place in enumerate(places)]
        made["prefilled"] = False
    if number in (5, 17, 30, 44, 61, 12):
        made["note"] = f"Bevinding bij punt {number}: zichtbaar aan de binnenzijde."
        made["private_note"] = f"GEHEIM-{number}"
    if listed.get("meaning"):
        made["meaning"] = listed["meaning"]
    return made


def advices(points):
    lines = [("necessary", 5, "Remblokken voor vervangen", "1", "fixed", 28900, "now"),
             ("necessary", 30, "Draagarm links vervangen", "1", "from", 17450, "now"),
             ("advice", 17, "Banden achter vervangen", "2", "fixed", 12995,
              "within_3_months"),
             ("advice", 44, "Lampen koplampen vervangen", "2", "fixed", 1250, "next_visit"),
             ("advice", 61, "Koelsysteem nader onderzoeken", "1", "follows", None,
              "next_visit")]
    made = []
    for severity, at, text, quantity, kind, cents, urgency in lines:
        line = {"advice_id": name(text), "point_id": points[at]["point_id"],
                "severity": severity, "text": text, "quantity": quantity,
                "price_kind": kind, "vat_percent": "21", "urgency": urgency,
                "waiting": "De remweg wordt langer en de schade wordt groter.",
                "valid_until": "2026-12-25"}
        if cents is not None:
            line |= {"unit_price_cents": cents, "line_cents": cents * int(quantity)}
        made.append(line)
    made[0]["executed"] = True
    return made


def form(language="nl", photos=()):
    points = [point(number, listed) for number, listed in enumerate(checklist())]
    for at, sha256 in zip((5, 5, 17, 30, 44), photos):
        points[at].setdefault("photos", []).append(
            {"sha256": sha256, "caption": f"Opname bij punt {at}"})
    lines = advices(points)
    return {
        "checklist_id": name("checklist"), "checklist_version": 1,
        "checklist_name": "Standaard", "brand": "Subaru", "prefill": "customer",
        "entry": "invited", "inspector": "Marieke Bakker",
        "inspection_date": "2026-11-22",
        "remarks": "Auto staat klaar na 16.00 uur.\nSleutel ligt bij de balie.",
        "customer_source": "invitation",
        "customer": {"number": "K-1002", "name": "Dhr. J. van der Jansen",
                     "company": "Jansen Advies", "street": "Dorpsstraat",
                     "house_number": "12", "addition": "B", "postcode": "2711 AB",
                     "city": "Zoetermeer", "email": "j.jansen@example.nl",
                     "phone": "0172 470 921", "mobile": "06 12 34 56 78",
                     "language": language},
        "vehicle": {"plate": "H00HZB", "plate_formatted": "H-00-HZB", "make": "Subaru",
                    "model": "Forester 2.0 e-Boxer", "vin": "JF1SK7LC5KG012345",
                    "odometer_km": 61240, "first_admission": "2019-03-04"},
        "shown": [{"kind": "maintenance", "date": "2026-12-03"},
                  {"kind": "apk", "date": "2026-11-12", "overdue": True},
                  {"kind": "mobility", "date": "2027-02-01"}],
        "recalls": [{"code": "R/2025/117", "text": "Waarschuwingslamp airbag controleren"}],
        "points": points, "advices": lines,
        "works": [{"work_id": name("work 1"), "text": "Remblokken voor vervangen",
                   "advice_id": lines[0]["advice_id"]},
                  {"work_id": name("work 2"), "text": "Ruitensproeiervloeistof bijgevuld"}],
        "total_cents": sum(line.get("line_cents", 0) for line in lines),
        "follows_count": 1, "points_total": len(points),
        "checked_total": sum(p["status"] != "not_checked" and not p["prefilled"]
                             for p in points),
        "send_updates": True, "prices_open": True}


def version(made, number=2):
    return {"dealer": "NL-4711", "inspection_id": name("form"),
            "version_id": name(f"form/{number}"), "number": number, "version": 1,
            "saved_at": "2026-11-22T09:12:44Z", "saved_by": "m.bakker", "hash": "0" * 64,
            "form": made}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def png_of(width, height, rgb):
    """An image file of one colour, for programs that make others of it."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = (b"\0" + bytes(rgb) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2,
                                                              0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
