# SPDX-License-Identifier: Apache-2.0
"""The description of the HTTP interface is whole, and it is the interface there is."""
import json
import os
import subprocess
from pathlib import Path

import pytest

from answers import complaint, description, operations, shape_of

ROOT = Path(__file__).resolve().parents[2]
GATEWAY = Path(os.environ.get("BEURT_BIN", ROOT / "build" / "bin")) / "beurt-gateway"
BODIES = {"login": "Login", "choose_dealer": "ChooseDealer", "decide": "Decide",
          "decide_bulk": "BulkDecide", "discard": "Discard", "replay_bulk": "BulkReplay",
          "correction": "Correction", "settings": "SettingsChange",
          "inspection_open": "InspectionOpen", "inspection_edit": "InspectionEdit",
          "inspection_save": "InspectionSave", "inspection_send": "InspectionSend",
          "inspection_answers": "InspectionAnswers",
          "inspection_discard": "InspectionDiscard", "checklist": "ChecklistChange",
          "registration": "RegistrationInvite", "login_link": "LoginLink",
          "party": "PartyChange", "party_email": "PartyEmail",
          "party_password": "PartyPassword", "passport": "PassportCreate",
          "passport_change": "PassportChange", "passport_fleet": "PassportFleet",
          "passport_disown": "PassportDisown", "transfer": "TransferStart",
          "transfer_accept": "TransferAccept", "passport_invitation": "PassportInvitation",
          "fleet": "FleetCreate",
          "fleet_address": "FleetAddress", "fleet_change": "FleetChange",
          "fleet_manager": "FleetManager",
          "fleet_answers": "FleetAnswers", "sms_hook": "SmsEvent", "sms_test": "SmsTest",
          "me_mail": "MeMail", "lead_move": "LeadMove",
          "feedback": "Feedback", "feedback_answer": "FeedbackAnswer",
          "break_glass": "BreakGlassAsk", "break_glass_step": "BreakGlassStep",
          "campaign": "CampaignChange", "campaign_new": "CampaignNew",
          "campaign_count": "CampaignQuestion", "campaign_step": "CampaignStep",
          "campaign_test": "CampaignTest", "campaign_preview": "CampaignPreview",
          "connector": "ConnectorChange",
          "news": "NewsChange", "news_file": "NewsFile"}


def routes():
    out = subprocess.run([GATEWAY, "--routes"], text=True, capture_output=True, check=True,
                         timeout=120).stdout
    return {(method, shape_of(path)) for method, path in map(str.split, out.splitlines())}


def test_every_route_is_described_and_every_description_is_a_route():
    described = {(method, shape_of(path)) for method, path, _ in operations()}
    assert routes() - described == set(), "routes without description"
    assert described - routes() == set(), "descriptions without route"


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_every_reference_leads_somewhere_and_every_schema_is_used():
    used = set(references(description()))
    for reference in used:
        node = description()
        for word in reference.removeprefix("#/").split("/"):
            assert word in node, reference
            node = node[word]
    defined = {f"#/components/schemas/{name}" for name in
               description()["components"]["schemas"]}
    assert defined - used == set(), "schemas nobody uses"


def contents():
    for method, path, operation in operations():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            yield f"{method} {path} request", media
        for status, response in operation["responses"].items():
            for media in response.get("content", {}).values():
                yield f"{method} {path} {status}", media


@pytest.mark.parametrize("place,media", [pytest.param(place, media, id=place)
                                         for place, media in contents()
                                         if "example" in media])
def test_every_example_is_what_its_schema_takes(place, media):
    assert complaint(media["schema"], media["example"]) is None, place


def test_operations_have_names_of_their_own_and_say_what_they_do():
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    assert all(operation["summary"] for _, _, operation in operations())


@pytest.mark.parametrize("body,schema", BODIES.items())
def test_request_bodies_have_the_fields_the_gateway_reads(body, schema):
    source = json.loads((ROOT / "proto" / "gateway" / f"body.{body}.json").read_text())
    described = description()["components"]["schemas"][schema]
    assert set(described["properties"]) == set(source["properties"])
    assert set(described.get("required", [])) == set(source.get("required", []))
