/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists of register.state: open recalls with their words, and what inspections found.
 *
 * What a data set that is gone would have said stays as it was: the list, or of what is
 * on it the words. Thread: any.
 */
#ifndef BEURT_FLEET_REGISTER_SAY_LISTS_H
#define BEURT_FLEET_REGISTER_SAY_LISTS_H

#include "fleet/register/fetch.h"
#include "gen/register_state.h"

/* Texts that the message lends. */
struct said_recalls {
	struct wire_recall list[REGISTER_RECALLS_MAX];
	struct wire_register_word dangers[REGISTER_RECALLS_MAX][REGISTER_DANGERS_MAX];
	struct wire_register_word tellings[REGISTER_RECALLS_MAX][REGISTER_TELLINGS_MAX];
	char dates[REGISTER_RECALLS_MAX][CIVIL_TEXT];
};

struct said_defects {
	struct wire_defect list[REGISTER_DEFECTS_MAX];
	char dates[REGISTER_DEFECTS_MAX][CIVIL_TEXT];
};

/* `old`: what was said before; NULL = nothing. Keeps into, batch, facts and old as long
 * as the state lives. */
void said_recalls_put(struct said_recalls *into, struct register_state *state,
		      const struct register_batch *batch,
		      const struct register_facts *facts,
		      const struct register_state *old);
void said_defects_put(struct said_defects *into, struct register_state *state,
		      const struct register_batch *batch,
		      const struct register_facts *facts,
		      const struct register_state *old);

#endif
