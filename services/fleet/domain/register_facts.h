/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the vehicle register says of one plate, field by field, and how that differs from
 * what it said before.
 *
 * Rows come from several data sets, each field under the names it has had over the years;
 * a field that is missing is unknown. Rules: RDW's description of the data sets; recalls:
 * code_status O is open, P is repaired as the producer says. Thread: any.
 */
#ifndef BEURT_FLEET_REGISTER_FACTS_H
#define BEURT_FLEET_REGISTER_FACTS_H

#include <stddef.h>

#include "fleet/domain/register_defects.h"
#include "fleet/domain/register_words.h"

#define REGISTER_MAKE_TEXT   61
#define REGISTER_MODEL_TEXT  81
#define REGISTER_FUELS_MAX   6
#define REGISTER_RECALLS_MAX 20 /* open ones of a plate, as register.state carries */

/* One row, whatever it was read from: a field's text by name, NULL when absent; lent
 * until the next call. */
struct register_row {
	const char *(*field)(const void *from, const char *name);
	const void *from;
};

/* The field by its present name, else by those it had. NULL when absent. */
const char *register_field(const struct register_row *row, const char *name);

struct register_facts {
	bool found; /* the register knows the plate */
	char make[REGISTER_MAKE_TEXT];
	char model[REGISTER_MODEL_TEXT];
	const char *category;          /* word of vehicle_category.json; NULL = unknown */
	char kind[REGISTER_WORD_TEXT]; /* in the register's words */
	char body[REGISTER_WORD_TEXT];
	const char
		*fuel; /* word of fuel.json; NULL = unknown; of several the strictest */
	const char *fuels[REGISTER_FUELS_MAX]; /* in the register's order */
	int64_t fuel_numbers[REGISTER_FUELS_MAX];
	size_t fuels_count;
	struct civil_date apk_expiry;
	struct civil_date first_admission;
	struct civil_date first_in_nl;
	struct civil_date holder_since;
	int64_t mass_max_kg; /* -1 = unknown, as the numbers below */
	int64_t mass_ready_kg;
	int64_t mass_empty_kg;
	int64_t odometer_year; /* of the last reading; the reading itself is not open */
	char odometer_verdict[REGISTER_WORD_TEXT]; /* "Logisch", … */
	char odometer_code[REGISTER_WORD_TEXT];    /* 00–07, NG */
	char efficiency[REGISTER_WORD_TEXT];
	char eu_category[REGISTER_WORD_TEXT]; /* M1, N1, L1, … */
	enum register_truth insured;
	enum register_truth exported;
	enum register_truth recall_open; /* the vehicle's own flag */
	enum register_truth taxi;
	enum register_truth transferable;
	struct civil_date inspected_on; /* of the report that gave apk_expiry, if asked */
	char recalls[REGISTER_RECALLS_MAX][REGISTER_WORD_TEXT]; /* open, by code */
	size_t recalls_count;
	struct register_defects defects; /* what inspections found */
};

struct register_facts register_nothing(void);
/* A row of m9d7-ebf2, 8ys7-d773, t49b-isb7, vkij-7mwc, sgfe-77wx. */
void register_add_vehicle(struct register_facts *facts, const struct register_row *row);
/* False: there are more fuels than REGISTER_FUELS_MAX, open recalls than
 * REGISTER_RECALLS_MAX. */
bool register_add_fuel(struct register_facts *facts, const struct register_row *row);
bool register_add_recall(struct register_facts *facts, const struct register_row *row);
void register_add_expiry(struct register_facts *facts, const struct register_row *row);
void register_add_report(struct register_facts *facts, const struct register_row *row);

/* A code that may be part of a question to the register. */
bool register_code_is_safe(const char *code);

enum register_change {
	REGISTER_FIRST_HEARD = 1 << 0,
	REGISTER_APK_MOVED = 1 << 1, /* forward: it was inspected */
	REGISTER_APK_OTHER = 1 << 2, /* known, gone, or earlier than it was */
	REGISTER_SOLD = 1 << 3,      /* another holder since */
	REGISTER_EXPORTED = 1 << 4,
	REGISTER_RECALL_OPENED = 1 << 5,
	REGISTER_RECALL_CLOSED = 1 << 6,
	REGISTER_NOT_FOUND = 1 << 7, /* it was, before */
};

/* What of it was known before, as it was said. */
struct register_known {
	bool is_known; /* false: the rest is nothing */
	bool found;
	bool exported;
	struct civil_date apk_expiry;
	struct civil_date holder_since;
	const char *const *recalls;
	size_t recalls_count;
};

/* Bits of enum register_change. */
unsigned register_compare(const struct register_known *before,
			  const struct register_facts *now);

#endif
