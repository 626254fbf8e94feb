# SPDX-License-Identifier: Apache-2.0
"""An invoice was written on the wrong plate and the DMS publishes it again with the right one:
the visit, the weekly list and the costs follow, and so they do when it goes back."""
import pytest

from garage import Car, invoice, yearly_services
from polling import eventually


class Cars:
    """Two cars that are due, and an invoice of this morning on the first one's plate."""

    def __init__(self):
        self.wrong, self.right = Car(), Car()
        self.visit = invoice(self.wrong, "2026-11-23", 90000)

    def history(self):
        return [one for car in (self.wrong, self.right)
                for one in yearly_services(car, "2025-11-28")]

    def about(self, car):
        return {**self.visit, "vehicle": {**self.visit["vehicle"], **car.vehicle}}


@pytest.fixture(scope="module")
def cars():
    return Cars()


def days(story, car):
    """Of the car's visits, as the desk sees them."""
    return [visit["visit_date"] for visit in
            story.person("sanne").get(f"/v1/vehicles/{car.plate}")["visits"]]


def counted(story, car):
    """Visits of the car that costs are made of."""
    vehicle, = story.house.query("SELECT vehicle_id FROM gateway.vehicle WHERE plate = %s",
                                 car.plate)[0]
    return story.house.query(
        "SET search_path = fleet; SELECT count(*) FROM cost_sample"
        " WHERE visit_class IS NOT NULL AND car = cost_print('NL-1|' || %s)",
        str(vehicle))[0][0]


def seen(story, car):
    row = story.find(car)
    return ("2026-11-23" in days(story, car), counted(story, car),
            row and (row["status"], row.get("status_reason")))


def expect(story, came, due):
    """One was here this morning and is done, the other is still due."""
    story.settle()
    for car, wanted in ((came, (True, 4, ("removed", "VISITED"))),
                        (due, (False, 3, ("open", None)))):
        eventually(lambda: seen(story, car) == wanted, 30, lambda: seen(story, car))


def test_an_invoice_is_a_visit_of_the_car_it_names(story, cars):
    story.dms.publish(*cars.history())
    story.settle()
    assert story.row_of(cars.wrong)["status"] == story.row_of(cars.right)["status"] == "open"
    story.dms.publish(cars.visit)
    expect(story, cars.wrong, cars.right)


def test_published_again_with_another_plate_it_is_that_cars(story, cars):
    story.dms.publish(cars.about(cars.right))
    expect(story, cars.right, cars.wrong)


def test_and_back_again(story, cars):
    story.dms.publish(cars.about(cars.wrong))
    expect(story, cars.wrong, cars.right)
