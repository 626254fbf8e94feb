/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The booking link of an invitation: who gets one, and where it leads. Inner header of
 * the mail room and of short messages. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_BOOKING_H
#define BEURT_NOTIFICATION_LETTER_BOOKING_H

#include "notification/mail/letter.h"
#include "text/value.h"

#define BOOKING_PATH_TEXT 40
#define BOOKING_URL_TEXT  300

/* Start of the links in a letter, without a slash at the end. */
const char *letter_base_url(const struct letter_writer *writer,
			    const struct letter *letter);
/* An invitation for a car, of a garage that takes appointments through us. */
bool letter_may_book(const struct letter *letter);
/* "/b/<token>"; for a sample as long, and it opens nothing. "" when there is none. */
MUST_CHECK int letter_booking_path(const struct letter_writer *writer,
				   const struct letter *letter, bool is_sample,
				   char ret_path[BOOKING_PATH_TEXT], struct err *err);
/* booking_url, when there is one; and then a campaign's button leads there. */
MUST_CHECK int letter_set_booking(const struct letter_writer *writer,
				  const struct letter *letter, bool is_sample,
				  struct value *data, struct err *err);

#endif
