/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand in each field of a form, as a table, and how it is checked. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/civil_date.h"
#include "base/decimal.h"
#include "base/email.h"
#include "base/plate.h"
#include "base/text.h"
#include "base/uuid.h"
#include "inspection/domain/path_rule.h"

#define MOST_CENTS  INT64_C(1000000000)
#define MOST_WHOLE  18 /* digits */
#define YES_NO      "yes no"
#define NOT_BELOW_0 "+"
#define MOST_TYPED  40 /* characters of a number as typed */

/* clang-format off */
static const struct path_rule RULES[] = {
	{ PATH_HEAD, "inspector", VALUE_FREE, 80 },
	{ PATH_HEAD, "inspection_date", VALUE_DATE },
	{ PATH_HEAD, "remarks", VALUE_FREE, 2000 },
	{ PATH_HEAD, "send_updates", VALUE_WORD, .words = YES_NO },
	{ PATH_HEAD, "prices_open", VALUE_WORD, .words = YES_NO },
	{ PATH_HEAD, "mobility_date", VALUE_DATE },
	{ PATH_CUSTOMER, "number", VALUE_FREE, 40, .personal = true },
	{ PATH_CUSTOMER, "name", VALUE_FREE, 160, .personal = true },
	{ PATH_CUSTOMER, "company", VALUE_FREE, 160, .personal = true },
	{ PATH_CUSTOMER, "street", VALUE_FREE, 120, .personal = true },
	{ PATH_CUSTOMER, "house_number", VALUE_FREE, 20, .personal = true },
	{ PATH_CUSTOMER, "addition", VALUE_FREE, 20, .personal = true },
	{ PATH_CUSTOMER, "postcode", VALUE_FREE, 16, .personal = true },
	{ PATH_CUSTOMER, "city", VALUE_FREE, 80, .personal = true },
	{ PATH_CUSTOMER, "country", VALUE_FREE, 2 },
	{ PATH_CUSTOMER, "email", VALUE_EMAIL, 320, .personal = true },
	{ PATH_CUSTOMER, "phone", VALUE_FREE, 40, .personal = true },
	{ PATH_CUSTOMER, "mobile", VALUE_FREE, 40, .personal = true },
	{ PATH_CUSTOMER, "language", VALUE_WORD, .words = "nl en" },
	{ PATH_VEHICLE, "plate", VALUE_PLATE, 20, .personal = true },
	{ PATH_VEHICLE, "make", VALUE_FREE, 60 },
	{ PATH_VEHICLE, "model", VALUE_FREE, 80 },
	{ PATH_VEHICLE, "vin", VALUE_FREE, 20, .personal = true },
	{ PATH_VEHICLE, "odometer_km", VALUE_WHOLE, 3000000 },
	{ PATH_VEHICLE, "first_admission", VALUE_DATE },
	{ PATH_STATUS, NULL, VALUE_WORD, .words = "ok advice necessary not_applicable not_checked" },
	{ PATH_MEASURE, NULL, VALUE_DECIMAL, 10000000 },
	{ PATH_NOTE, NULL, VALUE_FREE, 1000 },
	{ PATH_PRIVATE, NULL, VALUE_FREE, 1000 },
	{ PATH_PHOTO, NULL, VALUE_FREE, 200 },
	{ PATH_ADVICE, "text", VALUE_FREE, 300 },
	{ PATH_ADVICE, "quantity", VALUE_DECIMAL, 10000, NOT_BELOW_0 },
	{ PATH_ADVICE, "unit_price_cents", VALUE_WHOLE, MOST_CENTS },
	{ PATH_ADVICE, "price_kind", VALUE_WORD, .words = "fixed from follows" },
	{ PATH_ADVICE, "vat_percent", VALUE_DECIMAL, 101, NOT_BELOW_0 },
	{ PATH_ADVICE, "urgency", VALUE_WORD, .words = "now within_3_months next_visit" },
	{ PATH_ADVICE, "severity", VALUE_WORD, .words = "advice necessary" },
	{ PATH_ADVICE, "point", VALUE_POINT },
	{ PATH_ADVICE, "waiting", VALUE_FREE, 400 },
	{ PATH_ADVICE, "removed", VALUE_WORD, .words = "yes" },
	{ PATH_WORK, "text", VALUE_FREE, 300 },
	{ PATH_WORK, "advice", VALUE_ID },
	{ PATH_WORK, "removed", VALUE_WORD, .words = "yes" },
};
/* clang-format on */

const struct path_rule *path_rule_find(const struct path *path)
{
	for (size_t i = 0; i < COUNT_OF(RULES); i++)
		if (RULES[i].kind == path->kind &&
		    (!RULES[i].leaf || strcmp(RULES[i].leaf, path->leaf) == 0))
			return &RULES[i];
	return NULL;
}

bool path_is_personal(const struct path *path)
{
	const struct path_rule *rule = path_rule_find(path);

	return rule && rule->personal;
}

static int refuse(const struct path *path, const char *cure, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "FIELD_INVALID", "%s%s%s: %s", path->id,
			    path->id[0] ? "/" : "", path->leaf, cure);
}

static int check_free(const struct path *path, const struct path_rule *rule,
		      const char *value, char *ret_value, struct err *err)
{
	struct slice bytes = slice_trim(slice_of(value));
	char cure[60];

	if (!text_is_clean(bytes))
		return refuse(path, "take out the control characters", err);
	snprintf(cure, sizeof(cure), "at most %" PRId64 " characters", rule->max);
	if (text_code_points(bytes) > (size_t)rule->max || bytes.len >= VALUE_TEXT)
		return refuse(path, cure, err);
	memcpy(ret_value, bytes.at, bytes.len);
	ret_value[bytes.len] = '\0';
	return 0;
}

static bool is_word_of(const char *words, const char *value)
{
	size_t len = strlen(value);

	for (const char *at = words; *at;) {
		size_t word = strcspn(at, " ");

		if (word == len && memcmp(at, value, len) == 0)
			return true;
		at += word + (at[word] == ' ');
	}
	return false;
}

static int check_word(const struct path *path, const struct path_rule *rule,
		      const char *value, char *ret_value, struct err *err)
{
	char cure[90];

	snprintf(cure, sizeof(cure), "one of: %s", rule->words);
	if (!is_word_of(rule->words, value))
		return refuse(path, cure, err);
	text_copy(ret_value, VALUE_TEXT, value);
	return 0;
}

static int check_date(const struct path *path, const char *value, char *ret_value,
		      struct err *err)
{
	struct civil_date date;

	if (civil_parse(value, &date, NULL) < 0)
		return refuse(path, "a day like 2026-11-22", err);
	text_copy(ret_value, VALUE_TEXT, value);
	return 0;
}

static int check_whole(const struct path *path, const struct path_rule *rule,
		       const char *value, char *ret_value, struct err *err)
{
	size_t len = strlen(value);
	int64_t number = 0;
	char cure[60];

	snprintf(cure, sizeof(cure), "a whole number from 0 to %" PRId64, rule->max);
	if (len > MOST_WHOLE || strspn(value, "0123456789") != len)
		return refuse(path, cure, err);
	for (const char *at = value; *at; at++)
		number = number * 10 + (*at - '0');
	if (number > rule->max)
		return refuse(path, cure, err);
	snprintf(ret_value, VALUE_TEXT, "%" PRId64, number);
	return 0;
}

static int check_decimal(const struct path *path, const struct path_rule *rule,
			 const char *value, char *ret_value, struct err *err)
{
	struct decimal number, most = { rule->max, 0 }, least = { -rule->max, 0 };
	char typed[MOST_TYPED], kept[DECIMAL_TEXT], *comma;

	if (strlen(value) >= sizeof(typed))
		return refuse(path, "a number like 4,5", err);
	text_copy(typed, sizeof(typed), value);
	comma = strchr(typed, ',');
	if (comma)
		*comma = '.';
	if (decimal_parse(typed, DECIMAL_POINT, &number, NULL) < 0 || number.scale > 3)
		return refuse(path, "a number like 4,5 with at most three decimals", err);
	if (decimal_compare(number, most) >= 0 || decimal_compare(number, least) <= 0)
		return refuse(path, "this number is too large", err);
	if (rule->words && number.digits < 0)
		return refuse(path, "a number that is not below zero", err);
	text_copy(ret_value, VALUE_TEXT, decimal_format(number, kept));
	return 0;
}

static int check_email(const struct path *path, const char *value, char *ret_value,
		       struct err *err)
{
	char address[EMAIL_TEXT];

	if (strlen(value) >= EMAIL_TEXT || !email_normalise(value, address))
		return refuse(path, "no address we can mail to, like naam@voorbeeld.nl",
			      err);
	text_copy(ret_value, VALUE_TEXT, address);
	return 0;
}

/* Foreign and mistyped plates stay as typed: a form is never refused for its plate. */
static int check_plate(const struct path *path, const struct path_rule *rule,
		       const char *value, char *ret_value, struct err *err)
{
	struct plate plate = plate_read(value);

	if (!plate.normalised[0])
		return check_free(path, rule, value, ret_value, err);
	text_copy(ret_value, VALUE_TEXT, plate.normalised);
	return 0;
}

static int check_name(const struct path *path, bool good, const char *value,
		      char *ret_value, struct err *err)
{
	if (!good)
		return refuse(path, "no such name", err);
	text_copy(ret_value, VALUE_TEXT, value);
	return 0;
}

int path_value(const struct path *path, const char *value, char ret_value[VALUE_TEXT],
	       struct err *err)
{
	const struct path_rule *rule = path_rule_find(path);

	if (!rule)
		return refuse(path, "a form has no such field", err);
	if (value[0] == '\0') {
		ret_value[0] = '\0';
		return 0;
	}
	switch (rule->form) {
	case VALUE_FREE:
		return check_free(path, rule, value, ret_value, err);
	case VALUE_WORD:
		return check_word(path, rule, value, ret_value, err);
	case VALUE_DATE:
		return check_date(path, value, ret_value, err);
	case VALUE_WHOLE:
		return check_whole(path, rule, value, ret_value, err);
	case VALUE_DECIMAL:
		return check_decimal(path, rule, value, ret_value, err);
	case VALUE_EMAIL:
		return check_email(path, value, ret_value, err);
	case VALUE_PLATE:
		return check_plate(path, rule, value, ret_value, err);
	case VALUE_ID:
		return check_name(path, uuid_is_valid(value), value, ret_value, err);
	case VALUE_POINT:
		return check_name(path, path_id_is_valid(value), value, ret_value, err);
	}
	return -1;
}
