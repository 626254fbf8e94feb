/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The true effect in one sentence, Dutch or English; with too few people it says that,
 * and no number. Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_EFFECT_TEXT_H
#define BEURT_GATEWAY_DOMAIN_EFFECT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

struct effect_words {
	bool is_known;   /* somebody was left out by lot */
	bool is_own;     /* measured at this garage … */
	bool is_network; /* … or together with those of its formula; neither: too few */
	int64_t treated, treated_visited, held_out, held_out_visited, waiting;
	int64_t difference, low, high; /* ten thousandths */
	int64_t extra_visits, extra_cents;
	int64_t garages;
};

void effect_text(const struct effect_words *words, bool english, struct strbuf *out);

#endif
