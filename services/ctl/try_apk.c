/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try apk: when the first test is due, how long an approval lasts, and until
 * which day.
 *
 * Without approved_on only first_due is known; the rest is left out.
 */
#include "ctl/try.h"
#include "reminder/domain/apk.h"

static int read_date(const struct json_line *in, const char *name,
		     struct civil_date *ret_date, struct err *err)
{
	const char *text;

	*ret_date = NO_DATE;
	if (json_line_text_if_any(in, name, &text, err) < 0)
		return -1;
	if (text != NULL && civil_parse(text, ret_date, err) < 0)
		return err_prefix(err, "%s: ", name);
	return 0;
}

static int read_vehicle(const struct json_line *in, struct apk_vehicle *ret_vehicle,
			struct err *err)
{
	const char *fuel, *category;

	if (read_date(in, "first_admission", &ret_vehicle->first_admission, err) < 0 ||
	    json_line_text(in, "fuel", &fuel, err) < 0 ||
	    json_line_text_if_any(in, "category", &category, err) < 0)
		return -1;
	if (!civil_is_set(ret_vehicle->first_admission))
		return err_set(err, ERR_INVALID, "first_admission is missing");
	ret_vehicle->fuel = fuel_from_text(fuel);
	ret_vehicle->odometer_km = 0; /* no row in force asks for it */
	ret_vehicle->category = apk_category_from_text(category);
	if (ret_vehicle->category == APK_NONE)
		return err_set(err, ERR_INVALID, "category '%.40s' is not known",
			       category);
	return 0;
}

static void write_date(struct json_out *out, const char *name, struct civil_date date)
{
	char text[CIVIL_TEXT];

	json_out_text(out, name, civil_is_set(date) ? civil_format(date, text) : NULL);
}

int try_apk(const struct json_line *in, struct json_out *out, struct err *err)
{
	struct apk_vehicle vehicle;
	struct civil_date approved_on, previous;
	int months;

	if (read_vehicle(in, &vehicle, err) < 0 ||
	    read_date(in, "approved_on", &approved_on, err) < 0 ||
	    read_date(in, "previous_expiry", &previous, err) < 0)
		return -1;
	write_date(out, "first_due", apk_first_due(&vehicle));
	if (!civil_is_set(approved_on))
		return 0;
	months = apk_period_months(&vehicle, approved_on);
	if (months > 0)
		json_out_int(out, "period_months", months);
	else
		json_out_null(out, "period_months");
	write_date(out, "new_expiry", apk_renewed(&vehicle, approved_on, previous));
	return 0;
}
