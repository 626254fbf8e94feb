# SPDX-License-Identifier: Apache-2.0
"""Approvals race price changes: no approval survives a price rise, whatever the order.

Two gateways and two instances of the inspection service. In each round a save with other
prices and answers of the customer (by link) and the desk (by telephone) start together. All
orders follow from the seed, which every failure names: SEED=… ORDERS=… repeats them.
"""
import concurrent.futures
import os
import random
import secrets
import uuid

import pytest

import garage
from polling import eventually
from tablet import Tablet, link_in, post

STARTS = "2026-11-23 08:00:00"
INSTANCES = {"inspection": 2, "gateway": 2}
SETTINGS = {"gateway": {"BEURT_CUSTOMER_POSTS_PER_MINUTE": "10000"}}
SEED = int(os.environ.get("SEED") or secrets.randbelow(1_000_000))
ORDERS = int(os.environ.get("ORDERS", "6"))
ROUNDS, LINES, ANSWERS_A_ROUND = 4, 3, 3
STEPS = (-500, -100, 0, 0, 100, 700)  # what a save does to a price, in cents


@pytest.fixture(scope="module")
def races(story):
    seed = garage.seed(story.house.base_url)
    story.house.seed(seed)
    story.portals = [story.person("sanne"),
                     story.house.portal("sanne", garage.PASSWORD, on_answer=story.answers)]
    story.portals[1].base_url = story.house.gateway_url(2)
    eventually(lambda: story.person("sanne").get("/v1/checklists")["checklists"], 30,
               "the garage's checklist")
    with concurrent.futures.ThreadPoolExecutor(ANSWERS_A_ROUND + 1) as story.pool:
        yield story


class Race:
    """One form, its price changes and the answers that meet them."""

    def __init__(self, story, order):
        self.story, self.rng = story, random.Random(f"{SEED}/{order}")
        self.tablet = Tablet(story.person("sanne"), "2026-11-23")
        self.email = f"race{order}.{uuid.uuid4().hex[:8]}@voorbeeld.example"
        self.tablet.write({"customer/name": "Race", "customer/email": self.email,
                           "head/send_updates": "no"})
        self.prices = {self.tablet.advise(f"Advies {n}", cents): cents
                       for n, cents in enumerate((10_000, 20_000, 30_000)[:LINES])}
        self.tablet.save()
        self.link = link_in(story.house.mailbox.wait_for(self.email)[0])
        self.link = self.link.split("/m/")[1]
        self.told = []  # (advice, version that was read, "ok" or "LINE_CHANGED")

    def play(self):
        for number in range(ROUNDS):
            self.change_prices()
            work = [self.save, *[self.answer] * ANSWERS_A_ROUND]
            self.rng.shuffle(work)
            newest = self.tablet.form["saved_number"]
            done = [self.story.pool.submit(one, random.Random(self.rng.random()),
                                           self.rng.randint(max(1, newest - 1), newest))
                    for one in work]
            for one in done:
                one.result(120)
            self.tablet.form = self.tablet.now()

    def change_prices(self):
        fields = {}
        for advice in self.rng.sample(sorted(self.prices), self.rng.randint(1, LINES)):
            self.prices[advice] += self.rng.choice(STEPS)
            fields[f"advice/{advice}/unit_price_cents"] = self.prices[advice]
        self.tablet.write(fields)

    def save(self, rng, _read):
        self.tablet.save(portal=rng.choice(self.story.portals))

    def answer(self, rng, read):
        advice = rng.choice(sorted(self.prices))
        by = rng.choice((self.by_link, self.by_phone))
        self.told.append((advice, read, by(rng, advice, read)))

    def by_phone(self, rng, advice, read):
        answer = rng.choice(self.story.portals).call(
            "POST", f"{self.tablet.path}/answers",
            json={"number": read, "by": "phone", "reason": "gebeld",
                  "lines": [{"advice_id": advice, "answer": "approve"}]})
        return "ok" if answer.ok else answer.json()["code"]

    def by_link(self, rng, advice, read):
        base = self.story.house.gateway_url(rng.choice((1, 2)))
        answer = post(f"{base}/m/{self.link}/answers", {
            "number": read, f"answer.{advice}": "approve", "confirm": "yes",
            "key": str(uuid.UUID(int=rng.getrandbits(128), version=4))},
            allow_redirects=False)
        return {303: "ok", 409: "LINE_CHANGED"}.get(answer.status_code, answer.text[:300])

    # --- judging ------------------------------------------------------------------------

    def history(self):
        """[{advice: price}] by version, from the first."""
        last = self.tablet.now()["saved_number"]
        return [{line["advice_id"]: line["unit_price_cents"]
                 for line in self.tablet.version(number)["form"]["advices"]}
                for number in range(1, last + 1)]

    def kept(self):
        """Every answer that was kept: (advice, version read, price then, voided)."""
        return [(str(advice), number, cents, voided) for advice, number, cents, voided
                in self.story.house.query(
                    "SELECT advice_id, number, price_cents, voided FROM inspection.line_answer"
                    " WHERE inspection_id = %s ORDER BY id", self.tablet.id)]

    def judge(self):
        history, kept = self.history(), self.kept()
        wrong = [f"{told} is no answer" for told in self.told
                 if told[2] not in ("ok", "LINE_CHANGED")]
        acknowledged = sorted(told[:2] for told in self.told if told[2] == "ok")
        if acknowledged != sorted(row[:2] for row in kept):
            wrong.append(f"acknowledged {acknowledged}, kept {kept}")
        for advice, read, said in self.told:
            if said == "LINE_CHANGED" and not rose_above(history, advice, read):
                wrong.append(f"refused, but {advice} never got dearer than in {read}")
        for row in {advice: (advice, *rest) for advice, *rest in kept}.values():
            wrong += judge_kept(history, *row)  # the newest of an advice counts
        return [*wrong, *self.judge_shown(history)]

    def judge_shown(self, history):
        """What the desk sees approved costs no more than what was approved."""
        for answer in self.tablet.now()["answers"]:
            price = history[-1][answer["advice_id"]]
            if "voided" not in answer and price > answer["price_cents"]:
                yield f"shown approved at {answer['price_cents']}, costs {price}: {answer}"


def rose_above(history, advice, read):
    return any(prices[advice] > history[read - 1][advice] for prices in history[read:])


def judge_kept(history, advice, read, cents, voided):
    """An answer stands exactly when no later version made its line dearer."""
    prices = [version[advice] for version in history]
    if cents > prices[read - 1]:
        yield f"{advice} was read at {prices[read - 1]} and approved at {cents}"
    rises = any(after > before for before, after in zip(prices[read - 1:], prices[read:]))
    if voided is None and prices[-1] > min(cents, prices[read - 1]):
        yield f"{advice} stands approved at {cents} and costs {prices[-1]}: {prices}"
    if voided is not None and not rises:
        yield f"{advice} was voided ({voided}) and never got dearer: {prices} from {read}"


@pytest.mark.parametrize("order", range(ORDERS))
def test_no_approval_survives_a_price_rise_and_no_other_is_lost(races, order):
    race = Race(races, order)
    race.play()
    races.settle()
    wrong = race.judge()
    assert not wrong, f"SEED={SEED}, order {order}: " + "; ".join(wrong)
    refused = sum(told[2] == "LINE_CHANGED" for told in race.told)
    print(f"SEED={SEED} order {order}: {len(race.told)} answers, {refused} refused")
