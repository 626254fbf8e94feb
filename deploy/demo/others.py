# SPDX-License-Identifier: Apache-2.0
"""What others bring: the network's news of these weeks, and systems that hear of visits."""
import weeks
from connector_peer import Peer

WEEKS = "{0}-W{1:02d}"
NEWS = (
    ("Nieuwe tekst voor de winter", "De uitnodiging voor winterbanden is korter geworden. U "
     "hoeft niets te doen.\n\nU ziet de tekst als u in de weeklijst op P drukt."),
    ("Bellen: vraag eerst toestemming", "Particuliere klanten belt u alleen als zij daar ja op "
     "hebben gezegd.\n\nDe bellijst houdt daar rekening mee. U legt toestemming vast bij de "
     "klant."),
)


def tell_news(portal, present):
    """The helpdesk writes what garages read from this week on."""
    first, last = (WEEKS.format(*day.isocalendar()[:2])
                   for day in (present, present + 21 * weeks.DAY))
    for title, words in NEWS:
        portal.ask("POST", "/v1/news", json={
            "title": title, "text": words, "from_week": first, "until_week": last})


def ask_news(portal):
    """A manager reads it in the mailbox too."""
    mail = portal.get("/v1/me/mail")
    portal.ask("PUT", "/v1/me/mail", json={
        "wants_nudges": mail["wants_nudges"], "wants_news": True,
        "email": mail.get("email") or "manager@linde.example"})


def open_connectors(portal):
    """Autosociaal hears who was invited and who came; the post room may carry letters. Both
    are played by stand-ins of this demo."""
    return [connect(portal, "Autosociaal", "autosociaal",
                    facts=["visit_recorded", "invitation_sent"]),
            connect(portal, "Postkamer Midden", "generic", facts=["visit_recorded"],
                    personal=True, agreed=True)]


def connect(portal, name, system, **more):
    peer = Peer()
    mapping = next(one for one in portal.get("/v1/connectors")["systems"]
                   if one["system"] == system)
    made = portal.ask("POST", "/v1/connectors", json={
        "name": name, "mapping": mapping, "url": peer.url, "active": True, **more})
    peer.secret = made["secret"]
    return peer
