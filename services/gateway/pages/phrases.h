/* SPDX-License-Identifier: Apache-2.0 */
/* The tables the pages' words stand in, one for each kind of page. Thread: any. */
#ifndef BEURT_GATEWAY_PAGES_PHRASES_H
#define BEURT_GATEWAY_PAGES_PHRASES_H

#include <stddef.h>

#include "gateway/domain/readable.h"

struct phrase {
	const char *name;
	const char *texts[TONGUES];
};

struct phrase_set {
	const struct phrase *phrases;
	size_t count;
};

extern const struct phrase_set page_phrases_light;   /* words_light.c */
extern const struct phrase_set page_phrases_visit;   /* words_visit.c */
extern const struct phrase_set page_phrases_stop;    /* words_stop.c */
extern const struct phrase_set page_phrases_holder;  /* words_holder.c: a car's pages */
extern const struct phrase_set page_phrases_account; /* words_account.c: log-in, links */
extern const struct phrase_set page_phrases_message; /* words_message.c */
extern const struct phrase_set page_phrases_help;    /* words_help.c */
extern const struct phrase_set page_phrases_paper;   /* words_paper.c: codes */
extern const struct phrase_set page_phrases_lead;    /* words_lead.c */
extern const struct phrase_set page_phrases_register; /* words_register.c */
extern const struct phrase_set page_phrases_preference; /* words_preference.c */

#endif
