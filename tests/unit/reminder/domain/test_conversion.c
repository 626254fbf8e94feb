/* SPDX-License-Identifier: Apache-2.0 */
/* One visit, one invitation: the last that could have brought it. */
#include "cars.h"
#include "reminder/domain/conversion.h"

static struct touch touch(const char *vehicle, const char *sent_on,
			  enum reason_group group)
{
	struct civil_date day = on(sent_on);

	return (struct touch){
		.proposal = uuid_named("proposal", vehicle, sent_on, NULL),
		.vehicle = uuid_named("vehicle", vehicle, NULL),
		.group = group,
		.step = 1,
		.sent_at = { civil_to_days(day) * INT64_C(86400) * MICROS_PER_SECOND },
		.sent_on = day,
	};
}

static struct came visit(const char *vehicle, const char *date)
{
	return (struct came){ uuid_named("vehicle", vehicle, NULL), on(date), 0 };
}

static void windows_end_when_they_should(void **state)
{
	struct touch service = touch("a", "2026-01-05", GROUP_SERVICE);
	struct touch apk = touch("a", "2026-01-05", GROUP_APK);
	struct came v = visit("a", "2026-03-06");

	(void)state;
	expect_true("sixty days", touch_may_convert(&service, &v));
	v.date = on("2026-03-07");
	expect_true("not sixty-one", !touch_may_convert(&service, &v));
	v.attribution_days = 90;
	expect_true("the garage's own", touch_may_convert(&service, &v));
	v.date = on("2026-01-04");
	expect_true("not before it", !touch_may_convert(&service, &v));
	apk.apk_expiry = on("2026-02-01");
	v.date = on("2026-03-03");
	expect_true("thirty days after the expiry", touch_may_convert(&apk, &v));
	v.date = on("2026-03-04");
	expect_true("not one more", !touch_may_convert(&apk, &v));
	apk.apk_expiry = on("2026-12-01");
	v.date = on("2026-04-06");
	expect_true("ninety days at most", !touch_may_convert(&apk, &v));
	struct touch advice = touch("a", "2026-01-05", GROUP_ADVICE);
	v.date = on("2026-04-05");
	v.attribution_days = 0;
	expect_true("advice has ninety", touch_may_convert(&advice, &v));
}

static void the_last_of_the_same_vehicle_wins(void **state)
{
	struct touch touches[] = {
		touch("a", "2026-01-05", GROUP_SERVICE),
		touch("a", "2026-01-19", GROUP_APK),
		touch("b", "2026-01-26", GROUP_SERVICE),
	};
	struct came v = visit("a", "2026-02-02");
	struct conversion found = conversion_find(&v, touches, COUNT_OF(touches));

	(void)state;
	touches[1].apk_expiry = on("2026-03-01");
	found = conversion_find(&v, touches, COUNT_OF(touches));
	expect_number("the later of two", (int64_t)found.touch, 1);
	expect_text("for this car", conversion_kind_name(found.kind), "same_vehicle");
	v = visit("c", "2026-02-02");
	found = conversion_find(&v, touches, COUNT_OF(touches));
	expect_number("another car of the customer: the last", (int64_t)found.touch, 2);
	expect_text("as such", conversion_kind_name(found.kind), "household");
	v = visit("a", "2027-02-02");
	expect_number("too late", conversion_find(&v, touches, COUNT_OF(touches)).kind,
		      CONVERSION_NONE);
}

static void whose_link_it_was_booked_by_is_not_guessed(void **state)
{
	struct touch touches[] = {
		touch("a", "2026-01-05", GROUP_SERVICE),
		touch("a", "2026-01-19", GROUP_SERVICE),
	};
	struct came v = visit("a", "2026-02-02");
	struct conversion found;

	(void)state;
	v.booked_at = touches[0].sent_at;
	v.booked_on = touches[0].sent_on;
	v.invitation = touches[0].proposal;
	found = conversion_find(&v, touches, COUNT_OF(touches));
	expect_number("the one whose link it was", (int64_t)found.touch, 0);
	expect_text("for this car", conversion_kind_name(found.kind), "same_vehicle");
	expect_true("and that is known", !found.flagged);
	v.invitation = uuid_named("proposal", "forgotten", NULL);
	v.booked_at = instant_add_seconds(touches[1].sent_at, 60);
	v.booked_on = touches[1].sent_on;
	found = conversion_find(&v, touches, COUNT_OF(touches));
	expect_number("else the last one", (int64_t)found.touch, 1);
}

static void within_a_day_is_flagged(void **state)
{
	struct touch t = touch("a", "2026-01-05", GROUP_SERVICE);
	struct came v = visit("a", "2026-01-06");

	(void)state;
	expect_true("the next day", conversion_find(&v, &t, 1).flagged);
	v.date = on("2026-01-07");
	expect_true("not later", !conversion_find(&v, &t, 1).flagged);
}

static void an_appointment_is_judged_by_when_it_was_made(void **state)
{
	struct touch t = touch("a", "2026-01-05", GROUP_SERVICE);
	struct came v = visit("a", "2026-04-20");

	(void)state;
	t.sent_at = (struct instant){ 1000 };
	expect_number("too late without one", conversion_find(&v, &t, 1).kind,
		      CONVERSION_NONE);
	v.booked_at = (struct instant){ 1001 };
	v.booked_on = on("2026-03-06");
	expect_text("made on the sixtieth day",
		    conversion_kind_name(conversion_find(&v, &t, 1).kind),
		    "same_vehicle");
	v.booked_on = on("2026-03-07");
	expect_number("made later", conversion_find(&v, &t, 1).kind, CONVERSION_NONE);
	v.booked_on = on("2026-01-05");
	v.date = on("2026-05-06");
	expect_number("the visit much later", conversion_find(&v, &t, 1).kind,
		      CONVERSION_NONE);
	v.date = on("2026-01-06");
	expect_true("at once, but by appointment: no chance",
		    !conversion_find(&v, &t, 1).flagged);
	v.booked_at = (struct instant){ 1000 };
	expect_number("made before the letter", conversion_find(&v, &t, 1).kind,
		      CONVERSION_NONE);
	expect_number("a booking by name", conversion_kind_from("booking"),
		      CONVERSION_BOOKING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(windows_end_when_they_should),
		cmocka_unit_test(the_last_of_the_same_vehicle_wins),
		cmocka_unit_test(whose_link_it_was_booked_by_is_not_guessed),
		cmocka_unit_test(within_a_day_is_flagged),
		cmocka_unit_test(an_appointment_is_judged_by_when_it_was_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
