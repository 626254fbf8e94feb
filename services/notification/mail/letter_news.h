/* SPDX-License-Identifier: Apache-2.0 */
/* The week's news for a garage's own people, as the templates name it. Inner header of
 * the mail room. Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_NEWS_H
#define BEURT_NOTIFICATION_LETTER_NEWS_H

#include "notification/mail/letter.h"
#include "text/mustache.h"

/* Sets `news`, a list of title, paragraphs and url; nothing when there are no items. */
void letter_set_news(struct value *data, const struct letter *letter);

#endif
