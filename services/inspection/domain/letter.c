/* SPDX-License-Identifier: Apache-2.0 */
/* The letter of a save. */
#include "inspection/domain/letter.h"

#include <stddef.h>

static enum letter wanted(const struct letter_facts *facts)
{
	if (facts->has_advices && !facts->advised_before)
		return LETTER_ADVICE;
	return facts->mailed_before ? LETTER_UPDATE : LETTER_REPORT;
}

enum letter letter_of(const struct letter_facts *facts)
{
	if (facts->forced)
		return wanted(facts);
	if (facts->has_advices && !facts->advised_before)
		return LETTER_ADVICE;
	if (facts->wants_updates && facts->visible_change)
		return wanted(facts);
	return LETTER_NONE;
}

const char *letter_template(enum letter letter)
{
	switch (letter) {
	case LETTER_ADVICE:
		return "inspection_advice";
	case LETTER_REPORT:
		return "inspection_report";
	case LETTER_UPDATE:
		return "inspection_update";
	case LETTER_NONE:
		break;
	}
	return NULL;
}
