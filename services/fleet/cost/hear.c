/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From visits to samples. Every version of a visit replaces its sample, so a credit note
 * takes its amount off, and a voided visit no longer counts. Visits that were merged into
 * another one no longer count either. What the customer paid is kept without and with
 * the VAT that its invoices say.
 */
#include "base/mem.h"
#include "base/vat.h"
#include "fleet/cost/cost.h"
#include "fleet/domain/cost_cell.h"
#include "fleet/store_cost.h"

#define CLASSES_MAX  16
#define ABSORBED_MAX 20

static const char *class_of(const struct invoice_recorded_visit *visit)
{
	const char *words[CLASSES_MAX];

	for (size_t i = 0; i < visit->classes_count; i++)
		words[i] = wire_visit_class_word(visit->classes[i]);
	return cost_visit_class(words, visit->classes_count);
}

/* Who told the visit before VAT was told is taken to have charged the standard rate. */
static int64_t vat_of_visit(const struct invoice_recorded_visit *visit)
{
	struct civil_date day;

	if (visit->has_customer_vat_cents)
		return visit->customer_vat_cents;
	if (civil_parse(visit->visit_date, &day, NULL) < 0)
		day = NO_DATE;
	return vat_of_unknown(visit->customer_net_cents, day);
}

static struct cost_visit sample_of(const struct invoice_recorded *msg)
{
	const struct invoice_recorded_visit *visit = msg->visit;
	bool counts = !visit->voided && visit->customer_net_cents > 0;

	return (struct cost_visit){
		.dealer = msg->dealer,
		.visit_id = visit->visit_id,
		.vehicle_id = msg->vehicle_id,
		.visit_date = visit->visit_date,
		.visit_class = counts ? class_of(visit) : NULL,
		.version = visit->version,
		.net_cents = counts ? visit->customer_net_cents : 0,
		.vat_cents = counts ? vat_of_visit(visit) : 0,
	};
}

/* A visit that was absorbed never comes again: nothing is newer than this. */
static size_t add_visit(struct cost_visit *list, const struct invoice_recorded *msg)
{
	const struct invoice_recorded_visit *visit = msg->visit;
	size_t count = 0;

	list[count++] = sample_of(msg);
	for (size_t i = 0; i < visit->absorbed_visit_ids_count; i++) {
		struct cost_visit absorbed = sample_of(msg);

		absorbed.visit_id = visit->absorbed_visit_ids[i];
		absorbed.version = INT64_MAX;
		absorbed.visit_class = NULL;
		list[count++] = absorbed;
	}
	return count;
}

int cost_hear_invoices(struct tx *tx, const struct invoice_recorded *const *list,
		       size_t count, struct err *err)
{
	struct cost_visit *visits =
		mem_alloc((count + 1) * (1 + ABSORBED_MAX) * sizeof(*visits));
	size_t wanted = 0;
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		if (list[i]->visit && list[i]->vehicle_id)
			wanted += add_visit(visits + wanted, list[i]);
	}
	if (wanted > 0)
		failed = store_cost_visits(tx, visits, wanted, err);
	mem_free(visits);
	return failed;
}

int cost_hear_vehicles(struct tx *tx, const struct vehicle_state *const *list,
		       size_t count, struct err *err)
{
	return count > 0 ? store_cost_cars(tx, list, count, err) : 0;
}
