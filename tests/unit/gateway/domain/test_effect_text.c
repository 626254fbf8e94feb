/* SPDX-License-Identifier: Apache-2.0 */
/* The true effect in a sentence, with a number only where there is one. */
#include "gateway/domain/effect_text.h"

#include "unit.h"

#define ROOM 400

static void expect_sentence(const char *what, const struct effect_words *words,
			    bool english, const char *wanted)
{
	STRBUF_AUTO out = strbuf_new(ROOM);

	effect_text(words, english, &out);
	expect_text(what, out.text, wanted);
}

static const struct effect_words OWN = {
	.is_known = true,
	.is_own = true,
	.treated = 600,
	.treated_visited = 205,
	.held_out = 504,
	.held_out_visited = 140,
	.difference = 639,
	.low = 90,
	.high = 1178,
	.extra_visits = 38,
	.extra_cents = 1420000,
};

static void a_garage_that_measured_itself(void **state)
{
	struct effect_words less = OWN;

	(void)state;
	expect_sentence(
		"Dutch", &OWN, false,
		"Uitgenodigd: 34,2 % kwam, controlegroep: 27,8 %, dus +6,4 "
		"procentpunt (95 %: 0,9 tot 11,8) ≈ 38 extra bezoeken, € 14.200.");
	expect_sentence("English", &OWN, true,
			"Of those invited 34.2% came, of the control group 27.8%: +6.4 "
			"percentage points (95%: 0.9 to 11.8) ≈ 38 extra visits, € "
			"14,200.");
	less.difference = -120;
	less.low = -640;
	less.extra_visits = -7;
	less.extra_cents = -123456789;
	expect_sentence("what harms is told too", &less, false,
			"Uitgenodigd: 34,2 % kwam, controlegroep: 27,8 %, dus −1,2 "
			"procentpunt (95 %: −6,4 tot 11,8) ≈ -7 extra bezoeken, € "
			"−1.234.568.");
}

static void others_get_no_number_of_their_own(void **state)
{
	struct effect_words words = { .is_known = false };

	(void)state;
	expect_sentence("nobody was left out", &words, false,
			"Niet gemeten: er is geen controlegroep.");
	words = (struct effect_words){
		.is_known = true, .treated = 40, .held_out = 3, .waiting = 12
	};
	expect_sentence("too few", &words, false,
			"Te weinig gegevens: van 40 uitgenodigden en 3 in de "
			"controlegroep zijn de negentig dagen voorbij, 12 wachten nog. "
			"Van elk zijn er 200 nodig.");
	words.is_network = true;
	words.garages = 7;
	words.difference = 733;
	words.low = 210;
	words.high = 1256;
	expect_sentence("of the formula", &words, true,
			"Of your own too few yet; 7 garages of your formula together: "
			"+7.3 percentage points (95%: 2.1 to 12.6).");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_garage_that_measured_itself),
		cmocka_unit_test(others_get_no_number_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
