/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's intervals, replaced as a whole when one of them is different.
 */
#include "reminder/store_interval.h"

#include "base/mem.h"

#define GIVEN                                                                             \
	"WITH given AS (SELECT $1::text AS dealer, n::smallint AS position, make, model," \
	" fuel::smallint, months::smallint, km FROM unnest($2::text[], $3::text[],"       \
	" $4::bigint[], $5::bigint[], $6::bigint[]) WITH ORDINALITY"                      \
	" AS g (make, model, fuel, months, km, n))"

static const char SQL_SAME[] =
	GIVEN ", old AS (SELECT * FROM service_interval WHERE dealer = $1)"
	      " SELECT NOT EXISTS (TABLE given EXCEPT TABLE old)"
	      " AND NOT EXISTS (TABLE old EXCEPT TABLE given)";

static const char SQL_DROP[] = "DELETE FROM service_interval WHERE dealer = $1";

static const char SQL_SAVE[] = GIVEN " INSERT INTO service_interval TABLE given";

static const char SQL_LOAD[] =
	"SELECT make, model, fuel, months, km FROM service_interval"
	" WHERE dealer = $1 ORDER BY position";

struct interval_columns {
	const char **makes;
	const char **models;
	int64_t *fuels;
	int64_t *months;
	int64_t *km;
};

static int replace(struct tx *tx, const char *dealer, const struct interval_columns *c,
		   size_t count, bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_SAME,
		    ARGS(arg_text(dealer), arg_texts(c->makes, count),
			 arg_texts(c->models, count), arg_ints(c->fuels, count),
			 arg_ints(c->months, count), arg_ints(c->km, count)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = !row_bool(rows, 0, 0);
	if (!*ret_changed)
		return 0;
	if (tx_run(tx, SQL_DROP, ARGS(arg_text(dealer)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_SAVE,
		      ARGS(arg_text(dealer), arg_texts(c->makes, count),
			   arg_texts(c->models, count), arg_ints(c->fuels, count),
			   arg_ints(c->months, count), arg_ints(c->km, count)),
		      NULL, err);
}

int store_intervals_save(struct tx *tx, const char *dealer,
			 const struct interval_rule *rules, size_t count,
			 bool *ret_changed, struct err *err)
{
	AUTO_BYTES *texts = mem_alloc((2 * count + 1) * sizeof(char *));
	AUTO_BYTES *numbers = mem_alloc((3 * count + 1) * sizeof(int64_t));
	struct interval_columns c = { .makes = texts, .fuels = numbers };

	c.models = c.makes + count;
	c.months = c.fuels + count;
	c.km = c.months + count;
	for (size_t i = 0; i < count; i++) {
		c.makes[i] = rules[i].make;
		c.models[i] = rules[i].model;
		c.fuels[i] = rules[i].fuel;
		c.months[i] = rules[i].months;
		c.km[i] = rules[i].km;
	}
	return replace(tx, dealer, &c, count, ret_changed, err);
}

int store_intervals_load(struct tx *tx, const char *dealer,
			 struct interval_list *ret_list, struct err *err)
{
	struct rows *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	*ret_list = (struct interval_list){
		.rows = rows,
		.rules = mem_alloc((rows_count(rows) + 1) * sizeof(*ret_list->rules)),
	};
	for (; ret_list->count < rows_count(rows); ret_list->count++) {
		size_t i = ret_list->count;

		ret_list->rules[i] = (struct interval_rule){
			.make = row_text(rows, i, 0),
			.model = row_text(rows, i, 1),
			.fuel = (enum fuel)row_int(rows, i, 2),
			.months = (int)row_int(rows, i, 3),
			.km = row_int(rows, i, 4),
		};
	}
	return 0;
}

void interval_list_done(struct interval_list *list)
{
	mem_free(list->rules);
	rows_free(list->rows);
	*list = (struct interval_list){ .count = 0 };
}
