/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's own words: a campaign's text with what is personal filled in. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_CAMPAIGN_H
#define BEURT_NOTIFICATION_LETTER_CAMPAIGN_H

#include "notification/mail/letter.h"
#include "text/mustache.h"

#define LETTER_CAMPAIGN "campaign"

/* {voornaam}, {kenteken} and {auto} filled in; of somebody without one the name before
 * which a comma stands goes with that comma. Other braces stay as they are: nothing of a
 * user's text is a template. */
void letter_personal(const struct letter *letter, const char *text, struct strbuf *out);
/* Sets `paragraphs` of the object: an empty line ends one. */
void letter_set_paragraphs(struct value *object, const char *text);
/* What the template `campaign` names; nothing for other letters. */
void letter_set_campaign(struct value *data, const struct letter *letter);

#endif
