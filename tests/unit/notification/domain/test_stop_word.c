/* SPDX-License-Identifier: Apache-2.0 */
/* What people answer when they want no more text messages. */
#include "notification/domain/stop_word.h"

#include "unit.h"

static void hears_who_wants_no_more(void **state)
{
	static const struct {
		const char *text;
		bool is_stop;
	} CASES[] = {
		{ "STOP", true },
		{ "stop", true },
		{ "  Stop.\n", true },
		{ "\"stop\"", true },
		{ "STOPP", true },
		{ "Stop maar met sms", true },
		{ "AFMELDEN aub", true },
		{ "uit", true },
		{ "Uit.", true },
		{ "Unsubscribe", true },
		{ "uit de garage halen kan om 5 uur", false },
		{ "Nee", true },
		{ "Nee, ik kom dinsdag", false },
		{ "Kan ik stop zeggen?", false },
		{ "stopcontact in de auto is stuk", false },
		{ "Bel mij maar", false },
		{ "", false },
		{ "123", false },
		{ "\xF0\x9F\x9B\x91", false },
		{ "AFMELDENAFMELDENAFMELDEN", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i].text, stop_word_is(slice_of(CASES[i].text)),
			      CASES[i].is_stop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hears_who_wants_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
