/* SPDX-License-Identifier: Apache-2.0 */
/* The last look: the first hit wins, in the order of the rule. */
#include "cars.h"
#include "reminder/domain/recheck.h"

static struct recheck fine(void)
{
	return (struct recheck){ .today = on("2026-11-30"),
				 .predicted_since = on("2025-11-12"),
				 .last_visit = on("2025-11-12"),
				 .has_address = true };
}

static const char *held(const struct recheck *facts)
{
	const char *code = recheck_hold(facts);

	return code ? code : "goes";
}

/* What is wrong with e-mail is no matter to whom a letter reaches. */
static void another_channel_makes_up_for_e_mail(void **state)
{
	struct recheck f = fine();

	(void)state;
	f.has_address = false;
	f.consent_withdrawn = true;
	f.never_channel = true;
	f.reached_otherwise = true;
	expect_text("a letter goes", held(&f), "goes");
	expect_text("why it is not e-mail", recheck_channel(&f), "NO_CONSENT");
	f.never = true;
	expect_text("never is never", held(&f), "NEVER");
	f.erased = true;
	expect_text("erased", held(&f), "ERASED");
}

static void each_fact_holds_and_the_first_wins(void **state)
{
	struct recheck f = fine();

	(void)state;
	expect_text("nothing against it", held(&f), "goes");
	f.bounces = true;
	expect_text("bounces", held(&f), "ADDRESS_BOUNCES");
	f.has_address = false;
	expect_text("no address", held(&f), "NO_ADDRESS");
	f.do_not_contact = true;
	expect_text("asked not to", held(&f), "DO_NOT_CONTACT");
	f.apk_proposed = on("2027-01-18");
	f.gone = "SOLD";
	expect_text("sold", held(&f), "SOLD");
	f.apk_now = on("2028-01-18");
	expect_text("renewed", held(&f), "APK_RENEWED");
	f.apk_elsewhere = true;
	expect_text("not here", held(&f), "RENEWED_ELSEWHERE");
	f.last_visit = on("2026-06-01");
	expect_text("came since", held(&f), "VISITED");
	f.booked = on("2026-12-24");
	expect_text("comes", held(&f), "BOOKED");
	f.never = true;
	expect_text("never", held(&f), "NEVER");
	f.consent_withdrawn = true;
	expect_text("withdrawn", held(&f), "NO_CONSENT");
	f.erased = true;
	expect_text("erased", held(&f), "ERASED");
}

static void a_fortnight_is_just_been(void **state)
{
	struct recheck f = fine();

	(void)state;
	f.predicted_since = f.last_visit = on("2026-11-16");
	expect_text("fourteen days ago", held(&f), "VISITED");
	f.predicted_since = f.last_visit = on("2026-11-15");
	expect_text("fifteen", held(&f), "goes");
	f.follows_visit = true;
	f.predicted_since = f.last_visit = on("2026-11-25");
	expect_text("a follow-up of that very visit", held(&f), "goes");
	f.last_visit = on("2026-11-26");
	expect_text("came again since", held(&f), "VISITED");
	f.last_visit = NO_DATE;
	expect_text("never came", held(&f), "goes");
	f.apk_proposed = f.apk_now = on("2027-01-18");
	expect_text("the same expiry", held(&f), "goes");
}

static void an_appointment_holds_for_sixty_days(void **state)
{
	struct recheck f = fine();

	(void)state;
	f.booked = on("2027-01-29");
	expect_text("sixty days ahead", held(&f), "BOOKED");
	f.booked = on("2027-01-30");
	expect_text("sixty-one", held(&f), "goes");
	f.booked = on("2026-11-16");
	expect_text("a fortnight ago, and no visit heard of", held(&f), "BOOKED");
	f.booked = on("2026-11-15");
	expect_text("longer ago", held(&f), "goes");
	f.booked = on("2026-11-20");
	f.predicted_since = f.last_visit = on("2026-11-20");
	expect_text("the visit that followed says more", held(&f), "VISITED");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_channel_makes_up_for_e_mail),
		cmocka_unit_test(each_fact_holds_and_the_first_wins),
		cmocka_unit_test(a_fortnight_is_just_been),
		cmocka_unit_test(an_appointment_holds_for_sixty_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
