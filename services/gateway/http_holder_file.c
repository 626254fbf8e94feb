/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is kept of a holder, to take along: themselves, their cars, and of each car what
 * its garages did while they looked after it, with prices of one's own days alone.
 */
#include "gateway/http_holder.h"
#include "gateway/http_routes.h"
#include "gateway/store_holder_file.h"
#include "gateway/store_passport.h"

struct taking {
	struct tx *tx;
	const struct party *party;
	const struct holder_car *cars;
	size_t cars_count;
	struct strbuf *out;
};

/* Each garage's rows are read as that garage's, the passport as its holder's. */
static int write_car(const struct taking *taking, const struct holder_car *car,
		     enum holder_file_list list, size_t *count, struct err *err)
{
	struct passport_view view;
	if (tx_set_local(taking->tx, "app.dealer", taking->party->tenant, err) < 0 ||
	    store_passport_view(taking->tx, &car->passport, &view, err) < 0)
		return -1;
	for (size_t g = 0; g < view.garages_count; g++) {
		AUTO(rows) *rows = NULL;
		if (passport_turn_to(taking->tx, &view, &view.garages[g], err) < 0 ||
		    store_holder_file_list(taking->tx, &view, &view.garages[g], list,
					   &rows, err) < 0)
			return -1;
		for (size_t i = 0; i < rows_count(rows); i++)
			strbuf_addf(taking->out, "%s\n%s", (*count)++ > 0 ? "," : "",
				    row_text(rows, i, 0));
	}
	return 0;
}

static int write_list(const struct taking *taking, const char *name,
		      enum holder_file_list list, struct err *err)
{
	size_t count = 0;
	strbuf_addf(taking->out, ",\n\"%s\": [", name);
	for (size_t i = 0; i < taking->cars_count; i++)
		if (write_car(taking, &taking->cars[i], list, &count, err) < 0)
			return -1;
	strbuf_add_char(taking->out, ']');
	return 0;
}

static int write_file(struct party *party, struct holder_car cars[HOLDER_CARS_MAX],
		      struct strbuf *out, struct err *err)
{
	AUTO(tx) *tx = NULL;
	struct taking taking = { .party = party, .cars = cars, .out = out };
	strbuf_add(out, "{\n");
	if (party_begin(party, &tx, err) < 0 ||
	    store_holder_file(tx, &access_subject(party->req)->user, out, err) < 0 ||
	    store_holder_cars(tx, cars, &taking.cars_count, err) < 0)
		return -1;
	taking.tx = tx;
	if (write_list(&taking, "visits", HOLDER_FILE_VISITS, err) < 0 ||
	    write_list(&taking, "reports", HOLDER_FILE_REPORTS, err) < 0)
		return -1;
	strbuf_add(out, "\n}\n");
	return tx_commit(TAKE(tx), err);
}

int http_account_file(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct party party = party_signed_in(service, req, reply);
	struct holder_car *cars = request_alloc(req, HOLDER_CARS_MAX * sizeof(*cars));
	reply_type(reply, "application/json");
	reply_header(reply, "Content-Disposition",
		     "attachment; filename=\"mijn-auto.json\"");
	return write_file(&party, cars, reply_body(reply), err);
}
