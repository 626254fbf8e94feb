/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try week and try deadline: in which list a moment falls, and when a list
 * opens and closes.
 *
 * Both take an optional "timezone"; without it garages live in Amsterdam.
 */
#include "base/iso_week.h"
#include "ctl/try.h"
#include "sys/zone_file.h"

static int find_zone(const struct json_line *in, const struct zone **ret_zone,
		     struct err *err)
{
	const char *name;

	if (json_line_text_if_any(in, "timezone", &name, err) < 0)
		return -1;
	return zone_find(name == NULL ? "Europe/Amsterdam" : name, ret_zone, err);
}

int try_week(const struct json_line *in, struct json_out *out, struct err *err)
{
	const struct zone *zone;
	struct local_time local;
	struct iso_week week;
	struct instant at;
	const char *text;
	char local_text[LOCAL_TEXT];
	char week_text[WEEK_TEXT];

	if (json_line_text(in, "instant_utc", &text, err) < 0 ||
	    instant_parse(text, &at, err) < 0 || find_zone(in, &zone, err) < 0)
		return -1;
	local = zone_local(zone, at);
	week = week_of(local.date);
	json_out_text(out, "local", local_format(local, local_text));
	json_out_text(out, "list_week", week_format(week, week_text));
	json_out_flag(out, "editable",
		      instant_compare(at, week_deadline(week, zone)) < 0);
	return 0;
}

int try_deadline(const struct json_line *in, struct json_out *out, struct err *err)
{
	const struct zone *zone;
	struct iso_week week;
	const char *text;
	char opens[INSTANT_TEXT];
	char deadline[INSTANT_TEXT];
	char invite[WEEK_TEXT];

	if (json_line_text(in, "list_week", &text, err) < 0 ||
	    week_parse(text, &week, err) < 0 || find_zone(in, &zone, err) < 0)
		return -1;
	json_out_text(out, "opens_utc", instant_format(week_opens(week, zone), opens));
	json_out_text(out, "deadline_utc",
		      instant_format(week_deadline(week, zone), deadline));
	json_out_text(out, "invite_week", week_format(week_add(week, 1), invite));
	return 0;
}
