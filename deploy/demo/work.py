# SPDX-License-Identifier: Apache-2.0
"""What a workshop writes on an invoice: lines with prices, and their sums."""

VAT = "21.00"
# kind, operation code or None, description, least and most euros
SMALL = (("labour", "KB", "Kleine beurt volgens fabrieksschema", 65, 110),
         ("part", None, "Motorolie 5W30 4,5 liter", 38, 62),
         ("part", None, "Oliefilter", 9, 18))
LARGE = (("labour", "GB", "Grote beurt volgens fabrieksschema", 130, 240),
         ("part", None, "Motorolie 5W30 4,5 liter", 38, 62),
         ("part", None, "Oliefilter", 9, 18),
         ("part", None, "Luchtfilter", 14, 32),
         ("part", None, "Interieurfilter", 12, 28))
APK = (("labour", "APK", "APK-keuring incl. afmelden", 28, 45),)
TYRES = (("labour", "WISSEL", "Zomer-/winterbanden wisselen en balanceren", 48, 75),)
REPAIRS = (
    (("labour", "REP", "Remblokken voor vervangen", 60, 95),
     ("part", None, "Remblokken voor, set", 45, 110)),
    (("labour", "REP", "Accu vervangen", 20, 40), ("part", None, "Accu 60 Ah", 95, 165)),
    (("labour", "REP", "Koppelstang stabilisator vervangen", 55, 90),
     ("part", None, "Koppelstang", 22, 48)),
    (("labour", "DIAG", "Storing uitlezen en verhelpen", 45, 130),),
    (("labour", "REP", "Uitlaatdemper vervangen", 60, 110),
     ("part", None, "Einddemper", 90, 210)))


def make_lines(rng, *jobs):
    """Lines with amounts in whole cents, numbered."""
    lines = []
    for kind, code, description, least, most in (line for job in jobs for line in job):
        cents = rng.randrange(least * 100, most * 100, 25)
        line = {"number": str(len(lines) + 1), "kind": kind, "description": description,
                "quantity": "1", "unit_price": f"{cents / 100:.2f}", "net_cents": cents,
                "vat_percent": VAT, "pay_type": "customer"}
        if code:
            line["operation_code"] = code
        lines.append(line)
    return lines


def totals_of(lines):
    net = sum(line["net_cents"] for line in lines)
    vat = (net * 21 + (50 if net >= 0 else -50)) // 100
    return {"net_cents": net, "vat_cents": vat, "gross_cents": net + vat}
