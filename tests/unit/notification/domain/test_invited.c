/* SPDX-License-Identifier: Apache-2.0 */
/* How long a booking link opens, and what shuts it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "notification/domain/invited.h"

#define DAYS 60

static struct instant at(const char *text)
{
	struct instant moment = NO_INSTANT;
	struct err err = { 0 };

	if (instant_parse(text, &moment, &err) < 0)
		fail_msg("%s", err.text);
	return moment;
}

static struct gate_facts theirs(void)
{
	return (struct gate_facts){
		.dealer_known = true,
		.dealer_active = true,
		.customer_known = true,
		.not_before = at("2026-11-30T08:00:00Z"),
	};
}

static bool opens(const struct gate_facts *facts, const char *now)
{
	return invited_still(facts, DAYS, at(now));
}

static void it_opens_sixty_days(void **state)
{
	struct gate_facts facts = theirs();

	(void)state;
	assert_true(opens(&facts, "2026-12-02T10:00:00Z"));
	assert_true(opens(&facts, "2027-01-29T07:59:59Z"));
	assert_false(opens(&facts, "2027-01-29T08:00:00Z"));
}

static void whoever_is_gone_books_no_more(void **state)
{
	const char *now = "2026-12-02T10:00:00Z";
	struct gate_facts erased = theirs(), sold = theirs(), changed = theirs();
	struct gate_facts closed = theirs(), booked = theirs();

	(void)state;
	erased.customer_erased = true;
	sold.vehicle_gone = true;
	changed.holder_changed = true;
	closed.dealer_active = false;
	assert_false(opens(&erased, now));
	assert_false(opens(&sold, now));
	assert_false(opens(&changed, now));
	assert_false(opens(&closed, now));
	booked.withdrawn = "EXPORTED";
	assert_false(opens(&booked, now));
	/* Who came or renewed elsewhere may still come. */
	booked.withdrawn = "APK_RENEWED";
	assert_true(opens(&booked, now));
}

static void the_kind_is_what_cannot_wait(void **state)
{
	(void)state;
	assert_string_equal(invited_kind("periodic,apk"), "apk");
	assert_string_equal(invited_kind("habit"), "service");
	assert_string_equal(invited_kind("advice,tyres"), "tyres");
	assert_null(invited_kind(""));
	assert_null(invited_kind("apkx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_sixty_days),
		cmocka_unit_test(whoever_is_gone_books_no_more),
		cmocka_unit_test(the_kind_is_what_cannot_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
