/* SPDX-License-Identifier: Apache-2.0 */
/* Costs: each step one statement for many. */
#include "fleet/store_cost.h"

#include "base/mem.h"

static const char SQL_VISITS[] =
	"INSERT INTO cost_sample AS s (visit, version, car, dealer, visit_date,"
	" visit_class, net_cents, cents)"
	" SELECT DISTINCT ON (n.dealer, n.visit) cost_print(n.dealer || '|' || n.visit),"
	" n.version, cost_print(n.dealer || '|' || n.vehicle),"
	" cost_print(n.dealer), n.day::date, n.class, n.net, n.net + n.vat"
	" FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],"
	" $6::bigint[], $7::bigint[], $8::bigint[])"
	" AS n (dealer, visit, vehicle, day, class, version, net, vat)"
	" ORDER BY n.dealer, n.visit, n.version DESC"
	" ON CONFLICT (visit) DO UPDATE SET version = excluded.version,"
	" car = excluded.car,"
	" visit_date = excluded.visit_date, visit_class = excluded.visit_class,"
	" net_cents = excluded.net_cents, cents = excluded.cents, dirty = true"
	" WHERE excluded.version > s.version";

/* Whose plate is not known (any more) is known by its VIN; without either it is another
 * car at each garage. */
#define IDENTITY                                                                         \
	"cost_print(coalesce('plate|' || coalesce(n.country, 'NL') || '|'"               \
	" || nullif(n.plate, ''), 'vin|' || nullif(n.vin, '')))"

static const char SQL_CARS[] =
	"WITH changed AS (INSERT INTO cost_car AS c (car, version, make, model, fuel,"
	" first_admission, identity) SELECT DISTINCT ON (n.dealer, n.vehicle)"
	" cost_print(n.dealer || '|' || n.vehicle), n.version, n.make, n.model, n.fuel,"
	" n.first_admission::date, " IDENTITY
	" FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],"
	" $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[])"
	" AS n (dealer, vehicle, make, model, fuel, first_admission, country, plate,"
	" vin, version)"
	" ORDER BY n.dealer, n.vehicle, n.version DESC"
	" ON CONFLICT (car) DO UPDATE SET version = excluded.version,"
	" make = excluded.make, model = excluded.model, fuel = excluded.fuel,"
	" first_admission = excluded.first_admission, identity = excluded.identity"
	" WHERE excluded.version > c.version"
	" RETURNING c.car)"
	" UPDATE cost_sample s SET dirty = true FROM changed n WHERE s.car = n.car";

#define TOUCH                                                                            \
	" INSERT INTO cost_touched SELECT DISTINCT c.cell FROM gone g,"                  \
	" LATERAL (VALUES (g.cell_model), (g.cell_make), (g.cell_age), (g.cell_all))"    \
	" AS c (cell) WHERE c.cell IS NOT NULL ORDER BY 1 ON CONFLICT (cell) DO NOTHING"

static const char SQL_FORGET[] =
	"WITH gone AS (DELETE FROM cost_sample WHERE visit_date < $1"
	" RETURNING cell_model, cell_make, cell_age, cell_all)" TOUCH;

static const char SQL_DIRTY[] =
	"SELECT s.visit, s.visit_date, s.visit_class, c.make, c.model, c.fuel,"
	" c.first_admission FROM cost_sample s LEFT JOIN cost_car c ON c.car = s.car"
	" WHERE s.dirty ORDER BY s.visit LIMIT $1 FOR UPDATE OF s";

/* Cells it counted in before, and those it counts in now. */
static const char SQL_PLACE[] =
	"WITH n AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[],"
	" $5::text[]) AS n (visit, cell_model, cell_make, cell_age, cell_all)),"
	" gone AS (SELECT s.cell_model, s.cell_make, s.cell_age, s.cell_all"
	" FROM cost_sample s JOIN n USING (visit)"
	" UNION ALL SELECT cell_model, cell_make, cell_age, cell_all FROM n),"
	" placed AS (UPDATE cost_sample s SET dirty = false,"
	" cell_model = n.cell_model, cell_make = n.cell_make, cell_age = n.cell_age,"
	" cell_all = n.cell_all FROM n WHERE s.visit = n.visit)" TOUCH;

static const char SQL_TOUCHED[] =
	"WITH t AS (DELETE FROM cost_touched WHERE cell IN (SELECT cell FROM cost_touched"
	" ORDER BY cell LIMIT $1) RETURNING cell),"
	" counted AS (SELECT t.cell, count(*) AS visits,"
	" count(DISTINCT s.vehicle) AS cars, count(DISTINCT s.dealer) AS dealers,"
	" percentile_disc(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY s.cents) AS p,"
	" percentile_disc(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY s.net_cents) AS w"
	" FROM t JOIN (SELECT coalesce(o.identity, s.car) AS vehicle, s.dealer,"
	" s.cents, s.net_cents, c.cell"
	" FROM cost_sample s LEFT JOIN cost_car o ON o.car = s.car,"
	" LATERAL (VALUES (s.cell_model), (s.cell_make), (s.cell_age), (s.cell_all))"
	" AS c (cell)) s ON s.cell = t.cell GROUP BY t.cell)"
	" SELECT t.cell, n.visits, n.cars, n.dealers, n.p[1], n.p[2], n.p[3],"
	" n.w[1], n.w[2], n.w[3],"
	" k.version, k.said, k.visits, k.dealers, k.p10, k.p50, k.p90,"
	" k.net_p10, k.net_p50, k.net_p90"
	" FROM t LEFT JOIN counted n USING (cell) LEFT JOIN cost_cell k USING (cell)"
	" ORDER BY t.cell";

static const char SQL_TOLD[] =
	"INSERT INTO cost_cell (cell, version, said, visits, dealers, p10, p50, p90,"
	" net_p10, net_p50, net_p90)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
	" ON CONFLICT (cell) DO UPDATE SET"
	" version = excluded.version, said = excluded.said, visits = excluded.visits,"
	" dealers = excluded.dealers, p10 = excluded.p10, p50 = excluded.p50,"
	" p90 = excluded.p90, net_p10 = excluded.net_p10, net_p50 = excluded.net_p50,"
	" net_p90 = excluded.net_p90";

/* Texts of many rows: one list a column, as unnest takes them. */
#define COLUMN(n) arg_texts(texts + (n)*count, count)

int store_cost_visits(struct tx *tx, const struct cost_visit *list, size_t count,
		      struct err *err)
{
	const char **texts = mem_alloc(5 * count * sizeof(*texts));
	int64_t *numbers = mem_alloc(3 * count * sizeof(*numbers));
	int failed;

	for (size_t i = 0; i < count; i++) {
		texts[i] = list[i].dealer;
		texts[count + i] = list[i].visit_id;
		texts[2 * count + i] = list[i].vehicle_id;
		texts[3 * count + i] = list[i].visit_date;
		texts[4 * count + i] = list[i].visit_class;
		numbers[i] = list[i].version;
		numbers[count + i] = list[i].net_cents;
		numbers[2 * count + i] = list[i].vat_cents;
	}
	failed = tx_run(tx, SQL_VISITS,
			ARGS(COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3), COLUMN(4),
			     arg_ints(numbers, count), arg_ints(numbers + count, count),
			     arg_ints(numbers + 2 * count, count)),
			NULL, err);
	mem_free(texts);
	mem_free(numbers);
	return failed;
}

int store_cost_cars(struct tx *tx, const struct vehicle_state *const *list, size_t count,
		    struct err *err)
{
	const char **texts = mem_alloc(9 * count * sizeof(*texts));
	int64_t *versions = mem_alloc(count * sizeof(*versions));
	int failed;

	for (size_t i = 0; i < count; i++) {
		texts[i] = list[i]->dealer;
		texts[count + i] = list[i]->vehicle_id;
		texts[2 * count + i] = list[i]->make;
		texts[3 * count + i] = list[i]->model;
		texts[4 * count + i] = wire_fuel_word(list[i]->fuel);
		texts[5 * count + i] = list[i]->first_admission;
		texts[6 * count + i] = list[i]->country;
		texts[7 * count + i] = list[i]->plate;
		texts[8 * count + i] = list[i]->vin;
		versions[i] = list[i]->version;
	}
	failed = tx_run(tx, SQL_CARS,
			ARGS(COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3), COLUMN(4),
			     COLUMN(5), COLUMN(6), COLUMN(7), COLUMN(8),
			     arg_ints(versions, count)),
			NULL, err);
	mem_free(texts);
	mem_free(versions);
	return failed;
}

int store_cost_forget(struct tx *tx, struct civil_date before, struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_date(before)), NULL, err);
}

int store_cost_dirty(struct tx *tx, int64_t most, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_DIRTY, ARGS(arg_int(most)), ret_rows, err);
}

int store_cost_place(struct tx *tx, const char *const *visits, const char *const *cells,
		     size_t count, struct err *err)
{
	return tx_run(tx, SQL_PLACE,
		      ARGS(arg_texts(visits, count), arg_texts(cells, count),
			   arg_texts(cells + count, count),
			   arg_texts(cells + 2 * count, count),
			   arg_texts(cells + 3 * count, count)),
		      NULL, err);
}

int store_cost_touched(struct tx *tx, int64_t most, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_TOUCHED, ARGS(arg_int(most)), ret_rows, err);
}

int store_cost_told(struct tx *tx, const struct cost_told *told, struct err *err)
{
	return tx_run(tx, SQL_TOLD,
		      ARGS(arg_text(told->cell), arg_int(told->version),
			   arg_bool(told->said), arg_int(told->visits),
			   arg_int(told->dealers), arg_int(told->p10), arg_int(told->p50),
			   arg_int(told->p90), arg_int(told->net_p10),
			   arg_int(told->net_p50), arg_int(told->net_p90)),
		      NULL, err);
}
