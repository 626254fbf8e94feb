/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reminder service that hears of inspection forms: one garage, one car that is not due
 * for anything, the Wednesday of week 48. Each function fails the test by itself.
 */
#ifndef BEURT_TESTS_FOLLOWUP_WORLD_H
#define BEURT_TESTS_FOLLOWUP_WORLD_H

#include "../store/garage_world.h"

struct followup_world {
	struct garage_world garage;
	int version; /* of the forms' states */
};

/* The n-th form, of the car of that number, at its only save. */
struct followup_form {
	int n, car;
	const char *saved;
	const char *lines; /* its advices */
	const char *more;  /* prices_open and answers */
};

/* `name` is its database's. */
void followup_world_open(struct followup_world *world, const char *name);
void followup_world_close(struct followup_world *world);

void followup_world_form(struct followup_world *world, const struct followup_form *form);
/* It is that moment; what is due is done. */
void followup_world_at(struct followup_world *world, const char *now);
/* The adviser answers the car's line with yes. */
void followup_world_says_yes(struct followup_world *world, int car);

/* Of the only proposal: its sentence, and that its stored explanation gives it again. */
void followup_world_expect_why(struct followup_world *world, const char *sentence,
			       const char *wanted);
void followup_world_expect_recomputes(struct followup_world *world);

#define BRAKES "00000000-0000-4000-8000-00000000000a"
#define TYRES  "00000000-0000-4000-8000-00000000000b"
#define SAVED  "2026-11-25T09:40:00Z"

#define LINE(id, text, cents, more)                                                      \
	"{\"advice_id\":\"" id "\",\"severity\":\"advice\",\"text\":\"" text             \
	"\",\"quantity\":\"1\",\"price_kind\":\"fixed\",\"line_cents\":" cents           \
	",\"urgency\":\"within_3_months\"" more "}"
#define UNPRICED(id, text)                                                               \
	"{\"advice_id\":\"" id "\",\"severity\":\"advice\",\"text\":\"" text             \
	"\",\"quantity\":\"1\",\"price_kind\":\"follows\",\"urgency\":\"now\"}"
#define EXHAUST "00000000-0000-4000-8000-00000000000c"
#define THREE                                                                            \
	LINE(BRAKES, "Remblokken", "24200", "")                                          \
	"," LINE(TYRES, "Banden", "48400", "") "," UNPRICED(EXHAUST, "Uitlaat")
#define PRICED "\"prices_open\":false,\"answers\":[]"
#define OPEN   "\"prices_open\":true,\"answers\":[]"
#define SAID(id, answer, more)                                                           \
	"\"prices_open\":false,\"answers\":[{\"advice_id\":\"" id                        \
	"\",\"answer\":\"" answer                                                        \
	"\",\"number\":1,\"at\":\"2026-11-26T08:00:00Z\",\"by\":\"link\"" more "}]"

#endif
