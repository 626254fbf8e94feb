/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how expected costs are told: a range and what it rests on, or that nothing is
 * known; a total only of what is known, and whether that is all.
 */
#include "base/json_out.h"
#include "gateway/http_routes.h"
#include "gateway/passport.h"
#include "gateway/store_expected.h"

static void write_date(struct json_out *out, const char *name, struct civil_date date)
{
	char text[CIVIL_TEXT];

	json_out_text(out, name, civil_format(date, text));
}

static void write_range(struct json_out *out, const struct expected_visit *range)
{
	json_out_int(out, "low_cents", range->low_cents);
	json_out_int(out, "middle_cents", range->middle_cents);
	json_out_int(out, "high_cents", range->high_cents);
}

static void write_cost(struct json_out *out, const struct expected_visit *visit)
{
	json_out_open_object(out, "cost");
	write_range(out, visit);
	json_out_int(out, "visits", visit->visits);
	json_out_int(out, "garages", visit->garages);
	json_out_text(out, "basis", visit->basis);
	if (visit->make[0] != '\0')
		json_out_text(out, "make", visit->make);
	if (visit->model[0] != '\0')
		json_out_text(out, "model", visit->model);
	json_out_int(out, "age_from", visit->age_from);
	json_out_int(out, "age_to", visit->age_to);
	json_out_close_object(out);
}

static void write_visits(struct json_out *out, const struct expected_costs *costs)
{
	json_out_open_array(out, "visits");
	for (size_t i = 0; i < costs->count; i++) {
		const struct expected_visit *visit = &costs->visits[i];

		json_out_open_object(out, NULL);
		json_out_text(out, "kind", visit->kind);
		write_date(out, "due", visit->due);
		if (visit->known)
			write_cost(out, visit);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

/* Of the visits whose costs are known. */
static void write_total(struct json_out *out, const struct expected_costs *costs)
{
	struct expected_visit total = { .known = false };
	size_t known = 0;

	for (size_t i = 0; i < costs->count; i++) {
		total.low_cents += costs->visits[i].low_cents;
		total.middle_cents += costs->visits[i].middle_cents;
		total.high_cents += costs->visits[i].high_cents;
		known += costs->visits[i].known;
	}
	if (known == 0)
		return;
	json_out_open_object(out, "total");
	write_range(out, &total);
	json_out_flag(out, "complete", known == costs->count);
	json_out_close_object(out);
}

static void write_costs(const struct uuid *passport, const struct expected_costs *costs,
			struct strbuf *body)
{
	struct json_out out = json_out_into(body);

	json_out_open_object(&out, NULL);
	json_out_text(&out, "passport_id", passport->text);
	json_out_text(&out, "vat", costs->without_vat ? "excluded" : "included");
	if (civil_is_set(costs->from)) {
		write_date(&out, "from", costs->from);
		write_date(&out, "until", costs->until);
	}
	write_visits(&out, costs);
	write_total(&out, costs);
	json_out_close_object(&out);
}

/* A garage reads its own rows; a party those of the garage that looks after the car. What
 * is a fleet's is a company's, whoever asks. */
static int read_costs(struct tx *tx, struct passport_view *view,
		      struct expected_costs *ret_costs, struct err *err)
{
	const struct passport_garage *garage = passport_garage_now(view);
	bool without_vat = uuid_is_set(&view->fleet);

	*ret_costs = (struct expected_costs){ .without_vat = without_vat };
	if (view->role != PASSPORT_GARAGE &&
	    (!garage || passport_turn_to(tx, view, garage, err) < 0))
		return garage ? -1 : 0;
	return store_expected_costs(tx, &view->vehicle, without_vat, ret_costs, err);
}

int http_passport_costs(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct expected_costs costs;
	struct passport_view view;
	struct uuid id;
	AUTO(tx) *tx = NULL;

	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    passport_begin(service, req, &id, &tx, &view, err) < 0 ||
	    read_costs(tx, &view, &costs, err) < 0)
		return -1;
	write_costs(&id, &costs, reply_body(reply));
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}
