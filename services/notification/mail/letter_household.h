/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter about several cars of one customer (domain.md 3d-4): each with its own reason
 * and day, its own booking link, and its own "not mine". Inner header of the mail room.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_HOUSEHOLD_H
#define BEURT_NOTIFICATION_LETTER_HOUSEHOLD_H

#include "notification/mail/letter.h"
#include "text/value.h"

#define HOUSEHOLD_MOST 6 /* cars of one message: its own, and the others of its request */

bool letter_is_household(const struct letter *letter);
/* The i-th car's own letter, 0 the first; false when there are no more. Lends. */
bool letter_of_car(const struct letter *letter, size_t i, struct letter *ret_letter);
/* What the booking link of another car says instead of the request's id. */
struct uuid letter_household_link(const char *intent, const char *vehicle);

/* "Toyota Yaris en Kia Picanto", "12-ABC-3 en 4-XYZ-56"; of more than two plates the
 * first two and how many more. Of a single car its own. */
void letter_car_words(const struct letter *letter, struct strbuf *out);
void letter_plate_words(const struct letter *letter, struct strbuf *out);

/* household, car_list, plate_list and cars, when it is about several. `links` sets what
 * else a car's object has; NULL = nothing. */
typedef int (*letter_car_links)(void *context, const struct letter *car,
				struct value *object, struct err *err);
MUST_CHECK int letter_set_household(const struct letter *letter, struct value *data,
				    letter_car_links links, void *context,
				    struct err *err);

#endif
