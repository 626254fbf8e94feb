/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One statement: the car, its coming visits, and for each the closest cell of costs there
 * is. Small and large services take turns; the other kind's costs stand in when its own
 * are not known.
 */
#include "gateway/store_expected.h"

#include <string.h>

#include "base/text.h"
#include "gateway/passport_sql.h"
#include "gateway/row_sql.h"

/* clang-format off */
/* As cells are named: capitals, single spaces, no slash. */
#define AS_IN_CELLS(text)                                                                    \
	"upper(regexp_replace(trim(replace(" text ", '/', '-')), ' +', ' ', 'g'))"

#define CARD_OF(card, name) "(('{' || " card " || '}')::jsonb ->> '" name "')"

/* Cells that were told before they said it had 21 % on top of every amount. */
#define WITHOUT_VAT(p)                                                                       \
	"coalesce(c." p "_net_cents, round(c." p "_cents * 100 / 121.0)::bigint)"
#define AMOUNT(p) "CASE WHEN $3 THEN " WITHOUT_VAT(p) " ELSE c." p "_cents END"

/* $1 the vehicle, $2 now, $3 whether amounts are without VAT. */
#define CAR                                                                                  \
	"car AS (SELECT t.today, (t.today + interval '12 months')::date AS until, "          \
	AS_IN_CELLS(CARD_OF("v.card", "make")) " AS make, "                                  \
	AS_IN_CELLS(CARD_OF("v.card", "model")) " AS model,"                                 \
	" coalesce(" CARD_OF("g.card", "fuel") ", " CARD_OF("v.card", "fuel") ") AS fuel,"   \
	" coalesce(" CARD_OF("v.more", "first_admission") ","                                \
	"  " CARD_OF("g.card", "first_admission") ")::date AS admitted, "                    \
	APK_EXPIRY " AS apk, " NEXT_SERVICE("v.vehicle_id", "'infinity'::date") " AS service"\
	" FROM gateway.vehicle v CROSS JOIN today t"                                         \
	" LEFT JOIN gateway.register g ON g.plate = v.plate"                                 \
	" LEFT JOIN gateway.dealer d ON d.dealer = v.dealer"                                 \
	" WHERE v.vehicle_id = $1 LIMIT 1)"

/* Within 60 days an APK and a service are one visit: so people come, and so the samples
 * are, in which a service with an APK is a service. */
#define DUE                                                                                  \
	"due AS (SELECT *, apk <= until AS has_apk, service <= until AS has_service,"        \
	" apk <= until AND service <= until AND abs(apk - service) <= 60 AS together"        \
	" FROM car),"                                                                        \
	" served AS (SELECT t.card LIKE '%\"periodic\\_small\"%' AS small"                   \
	" FROM gateway.visit t WHERE t.vehicle_id = $1 AND NOT t.voided"                     \
	" AND t.card LIKE '%\"periodic\\_%' ORDER BY t.visit_date DESC LIMIT 1),"            \
	" service AS (SELECT CASE WHEN coalesce((SELECT small FROM served), false)"          \
	"  THEN ARRAY['periodic_large', 'periodic_small']"                                   \
	"  ELSE ARRAY['periodic_small', 'periodic_large'] END AS classes),"                  \
	" coming AS (SELECT 'service_apk' AS kind, least(apk, service) AS day, classes"      \
	"  FROM due, service WHERE together"                                                 \
	" UNION ALL SELECT 'apk', apk, ARRAY['apk'] FROM due"                                \
	"  WHERE has_apk AND together IS NOT TRUE"                                           \
	" UNION ALL SELECT 'service', service, classes FROM due, service"                    \
	"  WHERE has_service AND together IS NOT TRUE)"

/* The closest first: the model, the make, cars as old, all; of the kind itself before the
 * kind that stands in. */
static const char SQL_EXPECTED[] =
	"WITH " TODAY("$2") ", " CAR ", " DUE
	" SELECT car.today, car.until, n.kind, n.day, " AMOUNT("p10") ", "
	AMOUNT("p50") ", " AMOUNT("p90") ", c.visits, c.dealers, CASE WHEN c.model IS NOT NULL THEN 'model'"
	"  WHEN c.make IS NOT NULL THEN 'make' WHEN c.age_to - c.age_from < 100 THEN 'age'"
	"  ELSE 'all' END, c.make, c.model, c.age_from, c.age_to"
	" FROM car LEFT JOIN coming n ON true LEFT JOIN LATERAL (SELECT k.* FROM"
	"  unnest(n.classes) WITH ORDINALITY AS w (class, place)"
	"  JOIN gateway.cost k ON k.visit_class = w.class"
	"  AND (k.make IS NULL OR k.make = car.make)"
	"  AND (k.model IS NULL OR (k.model = car.model AND k.fuel = car.fuel))"
	"  AND (k.age_to - k.age_from = 100 OR extract(year FROM"
	"   age(greatest(n.day, car.today), car.admitted)) BETWEEN k.age_from AND k.age_to)"
	"  ORDER BY k.model IS NULL, k.make IS NULL, k.age_to - k.age_from, w.place"
	"  LIMIT 1) c ON true ORDER BY n.day, n.kind";
/* clang-format on */

static const char *word_of(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], text) == 0)
			return words[i];
	}
	return words[0];
}

static void read_visit(const struct rows *rows, size_t i, struct expected_visit *visit)
{
	static const char *const kinds[] = { "service", "apk", "service_apk" };
	static const char *const bases[] = { "all", "age", "make", "model" };

	*visit = (struct expected_visit){
		.kind = word_of(row_text(rows, i, 2), kinds, COUNT_OF(kinds)),
		.due = row_date(rows, i, 3),
		.known = !row_is_null(rows, i, 4),
		.low_cents = row_int(rows, i, 4),
		.middle_cents = row_int(rows, i, 5),
		.high_cents = row_int(rows, i, 6),
		.visits = row_int(rows, i, 7),
		.garages = row_int(rows, i, 8),
		.basis = word_of(row_text(rows, i, 9), bases, COUNT_OF(bases)),
		.age_from = row_int(rows, i, 12),
		.age_to = row_int(rows, i, 13),
	};
	text_copy(visit->make, sizeof(visit->make), row_text(rows, i, 10));
	text_copy(visit->model, sizeof(visit->model), row_text(rows, i, 11));
}

int store_expected_costs(struct tx *tx, const struct uuid *vehicle, bool without_vat,
			 struct expected_costs *ret_costs, struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_costs = (struct expected_costs){ .without_vat = without_vat };
	if (tx_rows(tx, SQL_EXPECTED,
		    ARGS(arg_uuid(vehicle), arg_instant(tx_now(tx)),
			 arg_bool(without_vat)),
		    &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows) && i < EXPECTED_VISITS_MAX; i++) {
		ret_costs->from = row_date(rows, i, 0);
		ret_costs->until = row_date(rows, i, 1);
		if (!row_is_null(rows, i, 2))
			read_visit(rows, i, &ret_costs->visits[ret_costs->count++]);
	}
	return 0;
}
