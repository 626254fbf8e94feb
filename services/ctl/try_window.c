/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try window and try holidays: when a message may reach people by a channel,
 * and the public holidays of a year.
 *
 * A window takes an optional "timezone"; without it the garage lives in Amsterdam.
 */
#include "ctl/try.h"
#include "notification/domain/holiday.h"
#include "notification/domain/window.h"
#include "sys/zone_file.h"

static int read_window(const struct json_line *in, enum channel *ret_channel,
		       struct instant *ret_at, const struct zone **ret_zone,
		       struct err *err)
{
	const char *channel, *at, *zone;

	if (json_line_text(in, "channel", &channel, err) < 0 ||
	    json_line_text(in, "instant_utc", &at, err) < 0 ||
	    json_line_text_if_any(in, "timezone", &zone, err) < 0)
		return -1;
	*ret_channel = channel_from(channel);
	if (*ret_channel == CHANNEL_NONE)
		return err_set(err, ERR_INVALID,
			       "channel is '%s', but must be email, sms, push, letter, "
			       "card or phone",
			       channel);
	if (instant_parse(at, ret_at, err) < 0)
		return -1;
	return zone_find(zone ? zone : "Europe/Amsterdam", ret_zone, err);
}

int try_window(const struct json_line *in, struct json_out *out, struct err *err)
{
	const struct zone *zone;
	enum channel channel;
	struct instant at, opens;
	char utc[INSTANT_TEXT], local[LOCAL_TEXT];

	if (read_window(in, &channel, &at, &zone, err) < 0)
		return -1;
	opens = window_next(channel, zone, at);
	json_out_flag(out, "open", instant_compare(opens, at) == 0);
	json_out_text(out, "opens_utc", instant_format(opens, utc));
	json_out_text(out, "opens_local", local_format(zone_local(zone, opens), local));
	return 0;
}

int try_holidays(const struct json_line *in, struct json_out *out, struct err *err)
{
	struct civil_date day;
	const char *text;
	char date[CIVIL_TEXT];

	if (json_line_text(in, "date", &text, err) < 0 ||
	    civil_parse(text, &day, err) < 0)
		return -1;
	const char *name = holiday_name(day);

	json_out_flag(out, "holiday", name != NULL);
	if (name)
		json_out_text(out, "name", name);
	json_out_text(out, "easter", civil_format(holiday_easter(day.year), date));
	return 0;
}
