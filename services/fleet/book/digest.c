/* SPDX-License-Identifier: Apache-2.0 */
/* The weekly letter of a fleet. */
#include "fleet/book/digest.h"

#include "fleet/book/account.h"
#include "fleet/book/letter.h"
#include "fleet/book/party.h"
#include "fleet/domain/monday.h"
#include "fleet/store_digest.h"
#include "fleet/store_facts.h"
#include "sys/zone_file.h"

#define CARS 100

struct page {
	struct notification_requested_params_car cars[CARS];
	char plates[CARS][LETTER_PLATE];
	size_t count;
	int64_t total;
};

static int find_zone(const struct book *book, const char *dealer,
		     const struct zone **ret_zone, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct garage_facts garage;

	if (store_fleet_dealer_find(book->tx, dealer, &garage, &rows, err) < 0)
		return -1;
	return zone_find(garage.found ? garage.timezone : "Europe/Amsterdam", ret_zone,
			 err);
}

int digest_plan(const struct book *book, const struct account_row *account,
		struct err *err)
{
	const struct zone *zone;

	if (find_zone(book, account->dealer, &zone, err) < 0)
		return -1;
	return timer_set(book->tx, TIMER_DIGEST, account->id.text,
			 monday_after(zone, tx_now(book->tx)), err);
}

static void fill(const struct rows *rows, struct page *page)
{
	for (size_t i = 0; i < rows_count(rows) && i < CARS; i++) {
		const char *plate = row_text(rows, i, 0);

		page->cars[i] = (struct notification_requested_params_car){
			.plate = plate ? letter_plate(plate, page->plates[i]) : "",
			.model = row_text(rows, i, 1),
			.apk_expiry = row_text(rows, i, 2),
			.appointment_date = row_text(rows, i, 3),
			.driver = row_text(rows, i, 4),
			.due_date = row_text(rows, i, 6),
			.advices_count = row_int(rows, i, 7),
			.has_advices_count = row_int(rows, i, 7) > 0,
			.advices_cents = row_int(rows, i, 8),
			.has_advices_cents = row_int(rows, i, 8) > 0,
		};
		page->total = row_int(rows, i, 5);
		page->count = i + 1;
	}
}

static int write_one(const struct book *book, const struct account_row *account,
		     const struct page *page, const struct uuid *manager, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	struct letter letter = {
		.template = "fleet_digest",
		.dealer = account->dealer,
		.to = &party.row,
		.about = account->id,
		.version = tx_now(book->tx).micros / MICROS_PER_SECOND,
		.params = { .link = "/wagenpark/",
			    .fleet_name = account->name,
			    .cars = page->cars,
			    .cars_count = page->count,
			    .cars_total = page->total,
			    .has_cars_total = true },
	};

	if (party_open(book, manager, &party, err) < 0)
		return -1;
	return letter_ask(book, &letter, err);
}

static int write_all(const struct book *book, const struct account_row *account,
		     const struct page *page, struct err *err)
{
	AUTO(rows) *managers = NULL;

	if (store_party_managers(book->tx, &account->id, true, &managers, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(managers); i++) {
		struct uuid manager = row_uuid(managers, i, 0);

		if (write_one(book, account, page, &manager, err) < 0)
			return -1;
	}
	return 0;
}

static int write_week(const struct book *book, const struct account_row *account,
		      struct err *err)
{
	const struct zone *zone;
	AUTO(rows) *rows = NULL;
	struct page *page;
	int failed;

	if (find_zone(book, account->dealer, &zone, err) < 0 ||
	    store_digest_cars(book->tx, &account->id,
			      zone_local(zone, tx_now(book->tx)).date, &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return 0;
	page = mem_alloc(sizeof(*page));
	fill(rows, page);
	failed = write_all(book, account, page, err);
	mem_free(page);
	return failed;
}

int digest_run(const struct book *book, const char *fleet, struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };
	struct uuid id = uuid_from(fleet);

	if (account_open(book, &id, &account, err) < 0)
		return err->kind == ERR_ABSENT ? 0 : -1;
	if (digest_plan(book, &account.row, err) < 0)
		return -1;
	return write_week(book, &account.row, err);
}
