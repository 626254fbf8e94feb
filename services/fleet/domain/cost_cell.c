/* SPDX-License-Identifier: Apache-2.0 */
/* Names of cells, and back. A '/' inside a make or model is a '-' in a name. */
#include "fleet/domain/cost_cell.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define PART_TEXT 82
#define PARTS     5

static const struct {
	int from;
	int to;
} bands[] = { { 0, 3 }, { 4, 6 }, { 7, 9 }, { 10, 14 }, { 15, 100 } };

/* Most telling first: a service with an APK is a service. */
static const char *const compared[] = { "periodic_large", "periodic_small", "apk",
					"brakes",         "tyres",          "battery",
					"repair" };

/* As DMSs write it: any case, any spaces. "" when it does not fit. */
static void write_part(const char *text, char into[PART_TEXT])
{
	size_t len = 0;

	for (; text && *text && len < PART_TEXT - 1; text++) {
		bool space = *text == ' ' && (len == 0 || into[len - 1] == ' ');

		if (space)
			continue;
		into[len] = *text == '/' ? '-' : *text;
		if (*text >= 'a' && *text <= 'z')
			into[len] = (char)(*text - ('a' - 'A'));
		len++;
	}
	while (len > 0 && into[len - 1] == ' ')
		len--;
	into[text && *text ? 0 : len] = '\0';
}

/* -1: unknown. */
static int age_of(const struct cost_subject *subject)
{
	struct civil_date birthday;
	int years;

	if (!civil_is_set(subject->first_admission))
		return -1;
	years = subject->visit_date.year - subject->first_admission.year;
	birthday = civil_add_months(subject->first_admission, 12 * years);
	return civil_compare(subject->visit_date, birthday) < 0 ? years - 1 : years;
}

/* False when the age is unknown or no car's. */
static bool write_band(const struct cost_subject *subject, char into[PART_TEXT])
{
	int age = age_of(subject);

	for (size_t i = 0; age >= 0 && i < COUNT_OF(bands); i++) {
		if (age <= bands[i].to) {
			snprintf(into, PART_TEXT, "%d-%d", bands[i].from, bands[i].to);
			return true;
		}
	}
	return false;
}

void cost_cell_name(const struct cost_subject *subject, enum cost_level level,
		    char ret_cell[COST_CELL_TEXT])
{
	char make[PART_TEXT] = "*";
	char model[PART_TEXT] = "*";
	char band[PART_TEXT] = "0-100";
	const char *fuel = level == COST_MODEL ? subject->fuel : "*";
	int len;

	ret_cell[0] = '\0';
	if (level <= COST_MAKE)
		write_part(subject->make, make);
	if (level == COST_MODEL)
		write_part(subject->model, model);
	if (level != COST_ALL && !write_band(subject, band))
		return;
	if (make[0] == '\0' || model[0] == '\0' || !fuel || strcmp(fuel, "unknown") == 0)
		return;
	len = snprintf(ret_cell, COST_CELL_TEXT, "%s/%s/%s/%s/%s", make, model, fuel,
		       band, subject->visit_class);
	if (len >= COST_CELL_TEXT)
		ret_cell[0] = '\0';
}

/* Cuts the parts of a name into texts of their own; how many there are. */
static size_t split(const char *cell, char parts[PARTS][COST_CELL_TEXT])
{
	size_t count = 0;

	for (size_t len; count < PARTS; cell += len + 1) {
		len = strcspn(cell, "/");
		snprintf(parts[count++], COST_CELL_TEXT, "%.*s", (int)len, cell);
		if (cell[len] == '\0')
			return count;
	}
	return PARTS + 1;
}

static bool read_band(const char *band, struct cost_cell *cell)
{
	char text[PART_TEXT];

	for (size_t i = 0; i < COUNT_OF(bands); i++) {
		snprintf(text, sizeof(text), "%d-%d", bands[i].from, bands[i].to);
		if (strcmp(text, band) == 0) {
			cell->age_from = bands[i].from;
			cell->age_to = bands[i].to;
			return true;
		}
	}
	cell->age_from = 0;
	cell->age_to = 100;
	return strcmp(band, "0-100") == 0;
}

static void copy_part(char into[COST_CELL_TEXT], const char *part)
{
	snprintf(into, COST_CELL_TEXT, "%s", strcmp(part, "*") == 0 ? "" : part);
}

bool cost_cell_read(const char *cell, struct cost_cell *ret_cell)
{
	char parts[PARTS][COST_CELL_TEXT];

	if (strlen(cell) >= COST_CELL_TEXT || split(cell, parts) != PARTS)
		return false;
	copy_part(ret_cell->make, parts[0]);
	copy_part(ret_cell->model, parts[1]);
	copy_part(ret_cell->fuel, parts[2]);
	copy_part(ret_cell->visit_class, parts[4]);
	return read_band(parts[3], ret_cell);
}

const char *cost_visit_class(const char *const *classes, size_t count)
{
	for (size_t c = 0; c < COUNT_OF(compared); c++) {
		for (size_t i = 0; i < count; i++) {
			if (strcmp(compared[c], classes[i]) == 0)
				return compared[c];
		}
	}
	return NULL;
}

bool cost_may_tell(int64_t visits, int64_t cars)
{
	return visits >= COST_MIN_VISITS && cars >= COST_MIN_CARS;
}
