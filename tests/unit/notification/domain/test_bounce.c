/* SPDX-License-Identifier: Apache-2.0 */
/* Replies as servers give them, and what each one means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"
#include "notification/domain/bounce.h"

static const struct reply_case {
	const char *reply;
	enum bounce_stage stage;
	int code;
	enum bounce expected;
} cases[] = {
	{ "550 5.1.1 <x>: Recipient address rejected: User unknown", BOUNCE_AT_RECIPIENT,
	  550, BOUNCE_HARD },
	{ "550-5.1.1 The email account that you tried to reach does not exist.",
	  BOUNCE_AT_RECIPIENT, 550, BOUNCE_HARD },
	{ "550 5.1.10 RESOLVER.ADR.RecipientNotFound", BOUNCE_AT_RECIPIENT, 550,
	  BOUNCE_HARD },
	{ "550 5.1.2 no such domain", BOUNCE_AT_TEXT, 550, BOUNCE_HARD },
	{ "550 no such user here", BOUNCE_AT_RECIPIENT, 550, BOUNCE_HARD },
	{ "550 5.2.1 mailbox disabled", BOUNCE_AT_RECIPIENT, 550, BOUNCE_HARD },
	{ "552 5.2.2 mailbox full", BOUNCE_AT_RECIPIENT, 552, BOUNCE_SOFT },
	{ "552 over quota", BOUNCE_AT_RECIPIENT, 552, BOUNCE_SOFT },
	{ "552 5.3.4 message too large", BOUNCE_AT_TEXT, 552, BOUNCE_SOFT },
	{ "554 5.7.1 Relay access denied", BOUNCE_AT_RECIPIENT, 554, BOUNCE_LETTER },
	{ "550 5.1.8 sender domain does not exist", BOUNCE_AT_RECIPIENT, 550,
	  BOUNCE_LETTER },
	{ "550 5.7.26 unauthenticated mail", BOUNCE_AT_TEXT, 550, BOUNCE_LETTER },
	{ "554 spam", BOUNCE_AT_TEXT, 554, BOUNCE_LETTER },
	{ "451 4.7.1 greylisted", BOUNCE_AT_RECIPIENT, 451, BOUNCE_RETRY },
	{ "452 4.2.2 mailbox full", BOUNCE_AT_RECIPIENT, 452, BOUNCE_RETRY },
	{ "553 5.1.8 who are you", BOUNCE_AT_SENDER, 553, BOUNCE_RETRY },
	{ "535 5.7.8 authentication failed", BOUNCE_AT_SERVER, 535, BOUNCE_RETRY },
	{ "Connection refused", BOUNCE_AT_SERVER, 0, BOUNCE_RETRY },
	{ "550 5.1", BOUNCE_AT_RECIPIENT, 550, BOUNCE_HARD },
	{ "", BOUNCE_AT_RECIPIENT, 550, BOUNCE_HARD },
};

static void replies_are_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum bounce bounce =
			bounce_of(cases[i].stage, cases[i].code, cases[i].reply);

		if (bounce != cases[i].expected)
			fail_msg("%s: %d", cases[i].reply, (int)bounce);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(replies_are_understood) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
