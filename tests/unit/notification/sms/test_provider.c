/* SPDX-License-Identifier: Apache-2.0 */
/* The provider's words: what is posted, and what an answer means. */
#include "notification/sms/provider.h"

#include "unit.h"

static void posts_the_documented_shape(void **state)
{
	STRBUF_AUTO out = strbuf_new(1000);
	struct sms_message message = {
		.id = "0198c2f0-1111-7000-8000-00000000abcd",
		.to = "+31612345678",
		.from = "De Brug",
		.text = "Uw auto staat \"klaar\"",
		.size = { .encoding = SMS_GSM7, .parts = 1 },
	};

	(void)state;
	sms_body(&message, &out);
	expect_text("the body", out.text,
		    "{\"id\":\"0198c2f0-1111-7000-8000-00000000abcd\","
		    "\"to\":\"+31612345678\",\"from\":\"De Brug\","
		    "\"text\":\"Uw auto staat \\\"klaar\\\"\",\"parts\":1,"
		    "\"encoding\":\"GSM7\"}");
}

static void reads_what_an_answer_means(void **state)
{
	static const struct {
		const char *sentence;
		int status;
		const char *body;
		enum sms_verdict verdict;
		bool number_dead;
		int64_t cents; /* -1 = not said */
		const char *ref;
	} CASES[] = {
		{ "taken, with name and price", 200, "{\"id\":\"p-1\",\"cents\":7}",
		  SMS_TAKEN, false, 7, "p-1" },
		{ "taken, and nothing said", 202, "", SMS_TAKEN, false, -1, "" },
		{ "had already", 409, "{}", SMS_TAKEN, false, -1, "" },
		{ "busy", 429, "{}", SMS_LATER, false, -1, "" },
		{ "broken", 503, "<html>", SMS_LATER, false, -1, "" },
		{ "our token is wrong", 401, "{}", SMS_AWAY, false, -1, "" },
		{ "not a server of messages at all", 302, "", SMS_AWAY, false, -1, "" },
		{ "nobody has the number", 422, "{\"number_dead\":true}", SMS_REFUSED,
		  true, -1, "" },
		{ "never this one", 400, "{\"number_dead\":\"yes\"}", SMS_REFUSED, false,
		  -1, "" },
		{ "a price that is none", 200, "{\"cents\":-4}", SMS_TAKEN, false, -1,
		  "" },
		{ "a price that is no number", 200, "{\"cents\":\"7\"}", SMS_TAKEN, false,
		  -1, "" },
		{ "cut off", 200, "{\"id\":\"p-", SMS_TAKEN, false, -1, "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct sms_answer answer =
			sms_answer_read(CASES[i].status, slice_of(CASES[i].body));

		expect_number(CASES[i].sentence, answer.verdict, CASES[i].verdict);
		expect_number(CASES[i].sentence, answer.number_dead,
			      CASES[i].number_dead);
		expect_number(CASES[i].sentence, answer.has_cents ? answer.cents : -1,
			      CASES[i].cents);
		expect_text(CASES[i].sentence, answer.ref, CASES[i].ref);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posts_the_documented_shape),
		cmocka_unit_test(reads_what_an_answer_means),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
