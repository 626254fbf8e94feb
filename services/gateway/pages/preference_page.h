/* SPDX-License-Identifier: Apache-2.0 */
/* The page of preferences: what somebody wants to hear, and how. Thread: any. */
#ifndef BEURT_GATEWAY_PREFERENCE_PAGE_H
#define BEURT_GATEWAY_PREFERENCE_PAGE_H

#include "gateway/pages/pages.h"
#include "gen/body_consents.h"

#define PREFERENCE_WORDING "preferences@1"

/* What may be chosen on the page, in its order. */
extern const enum wire_purpose preference_purposes[];
extern const size_t preference_purposes_count;
extern const enum wire_channel preference_channels[];
extern const size_t preference_channels_count;

#define PREFERENCE_FIELD 40
/* Name of the box of that purpose and channel. */
void preference_field(enum wire_purpose purpose, enum wire_channel channel,
		      char ret_name[PREFERENCE_FIELD]);

/* `action` is where the form goes. */
MUST_CHECK int page_preference_write(const struct page_frame *frame,
				     const struct body_consents *now, const char *action,
				     struct strbuf *out, struct err *err);

#endif
