# SPDX-License-Identifier: Apache-2.0
"""What maintenance of the coming year may cost: from the invoices of comparable cars of all
garages, told as a range with what it rests on, and only when enough cars stand behind it. A
private holder reads amounts with the VAT that was on those invoices, a company without."""
import math
import uuid

from garage import Car, invoice, yearly_services
from polling import eventually
from riders import Riders

STARTS = "2026-11-23 08:00:00"
CARS = 16
SERVICES = 3
CELL = "SUBARU/FORESTER/petrol/4-6/periodic_large"
APK_ALONE = (("APK", "APK-keuring incl. afmelden", 3950),)


def large_service(euros):
    return (("GB", "Grote beurt volgens fabrieksschema", euros * 100),)


def bill(n):
    """Lines of the n-th car's service with their rates: one in three has a line at 9 %."""
    rated = [(*large_service(200 + 10 * n)[0], 21)]
    return rated + ([("WB", "Waardebon wegrestaurant", 6000, 9)] if n % 3 == 0 else [])


def net_of(n):
    return sum(cents for *_, cents, _ in bill(n))


def paid_for(n):
    return net_of(n) + sum(cents * rate // 100 for *_, cents, rate in bill(n))


def service(car, n, one):
    """As its garage's DMS writes it: Van Dam's says no rates, only the VAT of the whole."""
    document = invoice(car, one["issue_date"], one["vehicle"]["odometer"],
                       [line[:3] for line in bill(n)])
    for line, (*_, rate) in zip(document["lines"], bill(n)):
        line["vat_percent"] = f"{rate}.00"
        if car.code == "NL-2":
            del line["vat_percent"]
    document["totals"] = {"net_cents": net_of(n), "gross_cents": paid_for(n),
                          "vat_cents": paid_for(n) - net_of(n)}
    return document


def percentile(values, share):
    return sorted(values)[math.ceil(share * len(values)) - 1]


def cells(story):
    return {cell: rest for cell, *rest in story.house.query(
        "SELECT cell, visits, dealers, p10_cents, p50_cents, p90_cents FROM gateway.cost")}


def publish_comparable(story):
    """16 Foresters of two garages, each with three services: at 3, 4 and 5 years."""
    cars = [Car("NL-1" if n % 4 else "NL-2", admitted="2020-08-01") for n in range(CARS)]
    for n, car in enumerate(cars):
        dms = story.dms if car.code == "NL-1" else story.other_dms
        history = yearly_services(car, "2026-06-10", SERVICES)
        dms.publish(*(service(car, n, one) for one in history))
    return cars


def night(story):
    """Past three, when costs are counted."""
    story.house.clock.set_local(
        (story.house.clock.now().date()).isoformat() + " 23:59:00")
    story.house.clock.step(hours=4)


def passport_of(story, car):
    """The garage gives the car's customer a passport."""
    vehicle, customer = story.house.query(
        "SELECT vehicle_id, customer_id FROM gateway.vehicle WHERE plate = %s", car.plate)[0]
    passport = str(uuid.uuid4())
    story.person("sanne").ask("POST", "/v1/passports", json={
        "passport_id": passport, "vehicle_id": str(vehicle), "customer_id": str(customer),
        "holder": {"email": car.email, "name": "Jansen", "language": "nl"}})
    return passport


def range_of(amounts):
    return {"low_cents": percentile(amounts, 0.1), "middle_cents": percentile(amounts, 0.5),
            "high_cents": percentile(amounts, 0.9)}


def pool(amount_of, last):
    """Two services of each car, at 4 and 5 years, and one of the car that came last."""
    return [amount_of(n) for n in range(CARS)] * 2 + [last]


def test_costs_of_comparable_cars_are_told_with_their_range_and_basis(story):
    cars = publish_comparable(story)
    apk = Car(admitted="2020-08-01")
    apk.vehicle["apk_expiry"] = "2027-01-15"
    story.dms.publish(invoice(apk, "2026-06-10", 60000, large_service(300)))
    story.settle()
    assert cells(story) == {}, "nothing is told before the night"
    night(story)
    eventually(lambda: CELL in cells(story), 30, lambda: cells(story))
    paid = pool(paid_for, 36300)
    wanted = range_of(paid)
    costs = story.person("sanne").get(f"/v1/passports/{passport_of(story, apk)}/costs")
    assert [visit["kind"] for visit in costs["visits"]] == ["apk", "service"]
    assert costs["visits"][0] == {"kind": "apk", "due": "2027-01-15"}, "nothing comparable"
    assert costs["visits"][1]["cost"] == {
        **wanted, "visits": len(paid), "garages": 2, "basis": "model", "make": "SUBARU",
        "model": "FORESTER", "age_from": 4, "age_to": 6}
    assert costs["total"] == {**wanted, "complete": False}
    assert costs["vat"] == "included"
    assert len(cars) == CARS


def test_coarser_cells_stand_in_and_few_tell_nothing(story):
    """Of cars of three years there are 16 visits: too few for a cell of their own."""
    story.settle()
    assert set(cells(story)) == {
        CELL, "SUBARU/*/*/4-6/periodic_large", "*/*/*/4-6/periodic_large",
        "*/*/*/0-100/periodic_large"}
    golf = Car(admitted="2011-02-01")
    golf.vehicle |= {"make": "Volkswagen", "model": "Golf"}
    story.dms.publish(invoice(golf, "2026-06-10", 160000, large_service(900)))
    story.settle()
    costs = story.person("sanne").get(f"/v1/passports/{passport_of(story, golf)}/costs")
    assert [visit["cost"]["basis"] for visit in costs["visits"]] == ["all"]
    assert costs["total"]["complete"]


def test_an_apk_with_a_service_is_one_visit(story):
    both = Car(admitted="2020-08-01")
    both.vehicle["apk_expiry"] = "2027-06-20"
    story.dms.publish(invoice(both, "2026-06-15", 60000, large_service(250)))
    story.settle()
    costs = story.person("sanne").get(f"/v1/passports/{passport_of(story, both)}/costs")
    assert [visit["kind"] for visit in costs["visits"]] == ["service_apk"]
    assert costs["visits"][0]["cost"]["basis"] == "model"


def euros(cents):
    """As pages write it: € 1.234,50."""
    return f"€ {cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def test_een_bestuurder_ziet_welke_kosten_te_verwachten_zijn(story):
    car = Car(admitted="2020-08-01")
    story.dms.publish(invoice(car, "2026-06-16", 60000, large_service(250)))
    story.settle()
    passport = passport_of(story, car)
    driver = Riders(story, inspector="sanne").person(car.email).activate()
    service, = driver.get(f"/v1/passports/{passport}/costs")["visits"]
    page = driver.visitor.open(f"/mijn/auto/{passport}").text
    assert "Verwacht onderhoud" in page and "geen prijs maar een verwachting" in page
    assert "vergelijkbare auto's bij 2 garages" in page
    assert "inclusief btw" in page and "met de btw die op die rekeningen staat" in page
    for edge in ("low_cents", "high_cents"):
        assert euros(service["cost"][edge]) in page, edge


def test_a_private_and_a_company_holder_of_one_pool_read_their_own_amounts(story):
    private, company = (Car(admitted="2020-08-01") for _ in range(2))
    for car in (private, company):
        story.dms.publish(invoice(car, "2026-06-17", 60000, large_service(250)))
    story.settle()
    riders = Riders(story, inspector="sanne")
    own, holder = riders.holder(private)
    _, fleets, manager = riders.fleet(company, "Bakker Transport", "wagens@bakker.example")
    story.settle()
    costs = holder.get(f"/v1/passports/{own}/costs")
    assert costs["vat"] == "included"
    assert costs["visits"][0]["cost"].items() >= range_of(pool(paid_for, 36300)).items()
    costs = manager.get(f"/v1/passports/{fleets}/costs")
    assert costs["vat"] == "excluded"
    net = range_of(pool(net_of, 30000))
    assert costs["visits"][0]["cost"].items() >= net.items()
    assert costs["total"].items() >= net.items()
    assert riders.desk.get(f"/v1/passports/{fleets}/costs") == costs, "the garage reads along"
    driver = riders.person(company.email).log_in()
    page = driver.visitor.open(f"/mijn/auto/{fleets}").text
    assert "zonder btw" in page and "inclusief btw" not in page
    assert euros(net["low_cents"]) in page and euros(net["high_cents"]) in page


def test_a_cell_that_loses_its_visits_is_taken_back(story):
    """After three years the visits of 2024 … 2026 say nothing of what is to come."""
    story.house.clock.set_local("2030-01-02 02:59:00")
    story.house.clock.step(minutes=5)
    eventually(lambda: not cells(story), 60, lambda: cells(story))
