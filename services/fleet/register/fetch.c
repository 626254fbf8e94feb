/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions in their order. What one data set says decides which plates the next one
 * is asked for.
 */
#include "fleet/register/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* So many that were known and none that is: the register is not whole at the moment. */
#define VANISHED_MIN 20
#define PLATE_FIELD  "kenteken"

const char *register_dataset_id(enum register_dataset which)
{
	static const char *const ids[REGISTER_DATASETS] = {
		[REGISTER_VEHICLES] = "m9d7-ebf2", [REGISTER_FUELS] = "8ys7-d773",
		[REGISTER_RECALLS] = "t49b-isb7",  [REGISTER_RECALL_WORDS] = "j9yg-7rg9",
		[REGISTER_EXPIRIES] = "vkij-7mwc", [REGISTER_REPORTS] = "sgfe-77wx",
		[REGISTER_DANGERS] = "9ihi-jgpf",  [REGISTER_TELLINGS] = "mh8w-8cup",
		[REGISTER_DEFECTS] = "a34c-vvps",  [REGISTER_MEANINGS] = "hx2c-gt7k",
	};

	return ids[which];
}

/* One data set, asked for some of the plates. */
struct asked {
	struct register_batch *batch;
	enum register_dataset which;
	const char *keys[REGISTER_KEYS_MAX];
	struct register_car *cars[REGISTER_KEYS_MAX];
	size_t count;
};

static int hear_car(void *context, size_t nth, const struct register_row *row,
		    struct err *err)
{
	struct asked *asked = context;
	struct register_facts *facts = &asked->cars[nth]->facts;
	bool fits = true;

	(void)err;
	if (asked->which == REGISTER_VEHICLES)
		register_add_vehicle(facts, row);
	else if (asked->which == REGISTER_FUELS)
		fits = register_add_fuel(facts, row);
	else if (asked->which == REGISTER_RECALLS)
		fits = register_add_recall(facts, row);
	else if (asked->which == REGISTER_EXPIRIES)
		register_add_expiry(facts, row);
	else if (asked->which == REGISTER_DEFECTS)
		fits = register_add_defect(&facts->defects, row);
	else
		register_add_report(facts, row);
	asked->batch->too_many += !fits;
	return 0;
}

static bool is_asked(enum register_dataset which, const struct register_car *car)
{
	const struct register_facts *facts = &car->facts;

	if (which == REGISTER_VEHICLES)
		return true;
	if (which == REGISTER_EXPIRIES)
		return facts->found && !civil_is_set(facts->apk_expiry);
	if (which == REGISTER_REPORTS)
		return civil_is_set(car->apk_before) &&
		       civil_compare(facts->apk_expiry, car->apk_before) > 0;
	return facts->found;
}

static int ask_cars(struct register_source *source, struct register_batch *batch,
		    enum register_dataset which, struct err *err)
{
	struct asked *asked = mem_alloc(sizeof(*asked));
	struct register_query query = { register_dataset_id(which), PLATE_FIELD,
					asked->keys, 0 };
	struct register_hearer hearer = { hear_car, asked };
	int failed;

	asked->batch = batch;
	asked->which = which;
	for (size_t i = 0; i < batch->count; i++) {
		if (!is_asked(which, &batch->cars[i]))
			continue;
		asked->cars[query.count] = &batch->cars[i];
		asked->keys[query.count++] = batch->cars[i].plate;
	}
	failed = register_ask(source, &query, &hearer, err);
	mem_free(asked);
	return failed;
}

static int check_vanished(const struct register_batch *batch, struct err *err)
{
	size_t known = 0;
	size_t found = 0;

	for (size_t i = 0; i < batch->count; i++) {
		known += batch->cars[i].was_found;
		found += batch->cars[i].facts.found;
	}
	if (known >= VANISHED_MIN && found == 0)
		return err_set(err, ERR_LATER,
			       "none of %zu plates is there that were: not whole", known);
	return 0;
}

static bool is_of_codes(enum register_dataset which)
{
	return which == REGISTER_RECALL_WORDS || which == REGISTER_DANGERS ||
	       which == REGISTER_TELLINGS || which == REGISTER_MEANINGS;
}

int register_fetch(struct register_source *source, struct register_batch *batch,
		   struct err *err)
{
	register_batch_done(batch);
	memset(batch->gone, 0, sizeof(batch->gone));
	for (size_t i = 0; i < batch->count; i++)
		batch->cars[i].facts = register_nothing();
	for (enum register_dataset which = 0; which < REGISTER_DATASETS; which++) {
		int failed = is_of_codes(which)
				     ? register_fetch_words(source, batch, which, err)
				     : ask_cars(source, batch, which, err);

		batch->gone[which] = failed < 0 && err->kind == ERR_ABSENT &&
				     which != REGISTER_VEHICLES;
		if (failed < 0 && !batch->gone[which])
			return -1;
		err_clear(err);
		if (which == REGISTER_VEHICLES && check_vanished(batch, err) < 0)
			return -1;
	}
	return 0;
}
