/* SPDX-License-Identifier: Apache-2.0 */
/* What hours may look like. */
#include "base/opening.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

int wall_time_parse(const char *text, int *ret_minute, struct err *err)
{
	int minute = DAY_MINUTES + 1;

	if (text && strlen(text) == 5 && text[2] == ':' && is_digit(text[0]) &&
	    is_digit(text[1]) && is_digit(text[3]) && is_digit(text[4]) &&
	    two_digits(text + 3) < 60)
		minute = two_digits(text) * 60 + two_digits(text + 3);
	if (minute > DAY_MINUTES)
		return err_set(err, ERR_INVALID, "'%.10s' is no time like 08:30",
			       text ? text : "");
	*ret_minute = minute;
	return 0;
}

const char *wall_time_format(int minute, char ret_text[WALL_TIME_TEXT])
{
	snprintf(ret_text, WALL_TIME_TEXT, "%02u:%02u", (unsigned)minute / 60 % 100,
		 (unsigned)minute % 60);
	return ret_text;
}

int opening_slots(const struct opening *opening, int slot_minutes)
{
	return opening->closes > opening->opens
		       ? (opening->closes - opening->opens) / slot_minutes
		       : 0;
}

static int check_one(const struct opening *list, size_t i, int slot_minutes,
		     struct err *err)
{
	const struct opening *one = &list[i];

	if (one->weekday < 1 || one->weekday > 7)
		return err_set(err, ERR_INVALID, "/opening/%zu/weekday is 1 to 7", i);
	if (one->opens < 0 || one->closes > DAY_MINUTES || one->opens >= one->closes)
		return err_set(err, ERR_INVALID,
			       "/opening/%zu closes before it opens: swap the times", i);
	if (opening_slots(one, slot_minutes) == 0)
		return err_set(err, ERR_INVALID,
			       "/opening/%zu is shorter than one slot of %d minutes", i,
			       slot_minutes);
	return 0;
}

static bool overlap(const struct opening *a, const struct opening *b)
{
	return a->weekday == b->weekday && a->opens < b->closes && b->opens < a->closes;
}

static int check_beside(const struct opening *list, size_t i, int slot_minutes,
			struct err *err)
{
	int slots = opening_slots(&list[i], slot_minutes);

	for (size_t before = 0; before < i; before++) {
		if (overlap(&list[before], &list[i]))
			return err_set(err, ERR_INVALID,
				       "/opening/%zu overlaps /opening/%zu", i, before);
		if (list[before].weekday == list[i].weekday)
			slots += opening_slots(&list[before], slot_minutes);
	}
	if (slots > DAY_SLOTS_MAX)
		return err_set(err, ERR_INVALID,
			       "/opening/%zu makes %d slots of its day, of at most %d: "
			       "make slots longer",
			       i, slots, DAY_SLOTS_MAX);
	return 0;
}

int openings_check(const struct opening *list, size_t count, int slot_minutes,
		   struct err *err)
{
	if (count > OPENINGS_MAX)
		return err_set(err, ERR_INVALID, "/opening has more than %d stretches",
			       OPENINGS_MAX);
	for (size_t i = 0; i < count; i++)
		if (check_one(list, i, slot_minutes, err) < 0 ||
		    check_beside(list, i, slot_minutes, err) < 0)
			return -1;
	return 0;
}
