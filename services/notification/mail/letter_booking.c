/* SPDX-License-Identifier: Apache-2.0 */
/* Invitations to the car that the request names; service messages have none, but for a
 * recall. */
#include "notification/mail/letter_booking.h"

#include <stdio.h>
#include <string.h>

#include "notification/mail/letter_data.h"

#define SAMPLE_TOKEN "................................" /* as long as a real one */

const char *letter_base_url(const struct letter_writer *writer,
			    const struct letter *letter)
{
	const char *own = letter->garage.public_url;

	return own && *own ? own : writer->public_url;
}

bool letter_may_book(const struct letter *letter)
{
	return letter->garage.takes_appointments && uuid_is_set(&letter->vehicle) &&
	       (letter->is_marketing || letter_has_reason(letter, "recall"));
}

int letter_booking_path(const struct letter_writer *writer, const struct letter *letter,
			bool is_sample, char ret_path[BOOKING_PATH_TEXT], struct err *err)
{
	char token[BOOKING_TOKEN_TEXT] = SAMPLE_TOKEN;

	*ret_path = '\0';
	if (!letter_may_book(letter))
		return 0;
	if (!is_sample &&
	    booking_token_write(writer->keys, &letter->intent, token, err) < 0)
		return -1;
	snprintf(ret_path, BOOKING_PATH_TEXT, "/b/%s", token);
	return 0;
}

int letter_set_booking(const struct letter_writer *writer, const struct letter *letter,
		       bool is_sample, struct value *data, struct err *err)
{
	char path[BOOKING_PATH_TEXT], url[BOOKING_URL_TEXT];

	if (letter_booking_path(writer, letter, is_sample, path, err) < 0)
		return -1;
	if (!*path)
		return 0;
	snprintf(url, sizeof(url), "%.200s%s", letter_base_url(writer, letter), path);
	value_set_text(data, "booking_url", url);
	if (value_member(data, slice_of("campaign_url")))
		value_set_text(data, "campaign_url", url);
	return 0;
}
