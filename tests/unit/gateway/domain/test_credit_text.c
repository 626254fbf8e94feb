/* SPDX-License-Identifier: Apache-2.0 */
/* Why a visit counts, in a sentence. */
#include "gateway/domain/credit_text.h"

#include "unit.h"

#define ROOM 400

static void expect_sentence(const char *what, const struct credit_words *words,
			    bool english, const char *wanted)
{
	STRBUF_AUTO out = strbuf_new(ROOM);

	credit_text(words, english, &out);
	expect_text(what, out.text, wanted);
}

static const struct credit_words CAME = {
	.channel = "email",
	.touched_on = { 2026, 11, 9 },
	.came_on = { 2026, 11, 21 },
};

static void a_visit_names_the_message_and_the_days(void **state)
{
	struct credit_words letter = CAME;
	struct credit_words same_day = CAME;

	(void)state;
	expect_sentence("Dutch", &CAME, false,
			"Kwam 12 dagen na de e-mail: telt voor deze uitnodiging.");
	expect_sentence("English", &CAME, true,
			"Came 12 days after the e-mail: counts for this invitation.");
	letter.channel = "letter";
	letter.is_campaign = true;
	letter.came_on = (struct civil_date){ 2026, 11, 10 };
	expect_sentence("the next day", &letter, false,
			"Kwam 1 dag na de brief: telt voor deze campagne.");
	same_day.came_on = same_day.touched_on;
	same_day.is_flagged = true;
	same_day.channel = "pigeon";
	expect_sentence("the same day", &same_day, false,
			"Kwam op de dag van het bericht: telt voor deze uitnodiging. "
			"Zonder afspraak: misschien toeval.");
}

static void another_car_is_counted_apart(void **state)
{
	struct credit_words words = CAME;

	(void)state;
	words.is_other_car = true;
	words.is_campaign = true;
	expect_sentence("Dutch", &words, false,
			"Kwam met een andere auto 12 dagen na de e-mail: telt apart.");
	expect_sentence("English", &words, true,
			"Came with another car 12 days after the e-mail: counted apart.");
}

static void an_appointment_waits_for_its_invoice(void **state)
{
	struct credit_words words = { .channel = "sms",
				      .touched_on = { 2026, 11, 9 },
				      .is_booked = true };

	(void)state;
	expect_sentence("booked", &words, false,
			"Maakte na de sms een afspraak; de factuur volgt.");
	words.is_booked = false;
	expect_sentence("nobody came", &words, false, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_visit_names_the_message_and_the_days),
		cmocka_unit_test(another_car_is_counted_apart),
		cmocka_unit_test(an_appointment_waits_for_its_invoice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
