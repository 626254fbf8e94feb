/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a car's last form leaves for its next: findings that are still open, and what was
 * measured. Texts lend from that form's version. Pure. Thread: one at a time.
 */
#ifndef BEURT_INSPECTION_FORM_CARRY_H
#define BEURT_INSPECTION_FORM_CARRY_H

#include "gen/inspection_state.h"
#include "gen/inspection_version_state.h"

struct carry {
	struct inspection_state_carried *carried;
	size_t carried_count;
	struct inspection_state_previou *previous;
	size_t previous_count;
};

/* The newest answers to the last form's advices; may be none. */
struct carry_answer {
	const char *advice_id;
	enum wire_line_answer answer;
};

/* before may be NULL. */
struct carry carry_of(const struct inspection_version_state *before,
		      const struct carry_answer *answers, size_t count);
void carry_done(struct carry *carry);
#define CARRY_AUTO __attribute__((cleanup(carry_done))) struct carry

#endif
