# SPDX-License-Identifier: Apache-2.0
"""People who are no customers yet ask the first garage for something, on its own page and in
its file; one of them has still to confirm the address. Advisers did something with some."""
import re

from pages import Visitor
from polling import eventually

SECONDS = 60
# plate, wish, name, address, remark; what the garage did, and its note
ASKED = (
    ("K118LG", "apk", "Noor Hendriks", "noor.hendriks@post.example",
     "Kan het op zaterdag?", None),
    ("H347FX", "service", "Umar Öztürk", "umar.ozturk@post.example",
     "De airco ruikt muf, graag ook nakijken.", ("called", "Belt vrijdag terug")),
    ("L220KV", "tyres", "Willem van 't Hof", "willem.vanthof@post.example", "", None),
    ("R442VZ", "question", "Petra Koster", "petra.koster@post.example",
     "Wat kost een grote beurt voor deze auto?", ("lost", "Te ver weg")),
)
UNCONFIRMED = ("P331TX", "apk", "Gijs de Graaf", "gijs.degraaf@post.example", "")
FILE = ("naam;e-mail;straat;huisnummer;postcode;plaats;kenteken;grondslag;toestemming_op;bewijs\n"
        "An Mulder;an.mulder@post.example;;;;;S553BF;toestemming;{day};open dag\n"
        "Bo Dekker;;Dorpsstraat;4;3511 AB;Utrecht;T664DG;gerechtvaardigd belang;;\n")


def play(house, manager, adviser, day):
    """`manager`, `adviser`: portals of the garage; `day`: of the open day."""
    dealer = manager.me["dealer"]
    version = manager.get("/v1/settings")["version"]
    manager.ask("PUT", "/v1/settings", json={"leads_open": True},
                headers={"If-Match": f'"{version}"'})
    manager.ask("POST", "/v1/leads/import", data=FILE.format(day=day).encode(),
                headers={"Content-Type": "text/csv"})
    for *person, _done in ASKED:
        ask(house, dealer, *person)
        Visitor(house.base_url).open(link_for(house, person[3])).press("Ja, verstuur")
    ask(house, dealer, *UNCONFIRMED)
    link_for(house, UNCONFIRMED[3])
    house.settle()  # the register has answered too: nobody changes them any more
    for plate, *_, done in ASKED:
        if done:
            answer(adviser, plate, *done)


def ask(house, dealer, plate, wish, name, email, remark):
    page = Visitor(house.base_url).open(f"/garage/{dealer}/aanmelden?lang=nl")
    page.press("Aanvraag versturen", plate=plate, wish=wish, name=name, email=email,
               phone="06-12345678", remark=remark, reminders="yes")


def link_for(house, email):
    """The newest link to a request that was mailed to an address."""
    def look():
        found = [link for mail in house.mailbox.mails(email)
                 for link in re.findall(r"https?://\S+?(/aanvraag/[A-Za-z0-9_-]+)", mail["text"])]
        return found[-1] if found else None
    return eventually(look, SECONDS, f"a letter to {email}")


def answer(adviser, plate, status, note):
    lead = next(one for one in adviser.get("/v1/leads")["leads"] if one["plate"] == plate)
    adviser.ask("POST", f"/v1/leads/{lead['id']}/move", json={
        "status": status, "note": note, "expected_version": lead["version"]})
