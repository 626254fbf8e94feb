/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sheet with a code, for whoever gets a passport or runs a fleet and reads no mail: the
 * garage prints it and hands it over (iGarage manual, "Inrichten vooraf": it hands over
 * the log-in itself). It is shown this once; printed again it is another code, and the
 * one before is dead. What it opens is what the link in the letter opens, and no session.
 */
#include "gateway/http_paper.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "base/text.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/store_paper_code.h"
#include "gateway/store_passport.h"
#include "pg/pg.h"
#include "text/address.h"

#define CODE_SECONDS (14 * INT64_C(86400))

struct sheet {
	struct party party; /* the frame: whose pages, and in which language */
	struct link_target target;
	struct paper_person person;
	char plate[PLATE_TEXT]; /* "" for a fleet's manager */
	char code[PAPER_CODE_TEXT];
	struct instant expires;
};

void paper_digest(const char *code, const char *address, char ret_hash[LINK_HASH_TEXT])
{
	char both[PAPER_CODE_TEXT + EMAIL_TEXT + 1];
	int len = snprintf(both, sizeof(both), "%s\n%s", code, address);
	link_digest(both, (size_t)len, ret_hash);
	sodium_memzero(both, sizeof(both));
}

static int print_audit(const struct sheet *sheet, struct tx *tx, struct err *err)
{
	const struct subject *subject = access_subject(sheet->party.req);
	struct audit audit = {
		.dealer = subject->dealer,
		.actor = subject->login,
		.action = "code.print",
		.object = sheet->target.id.text,
		.result = "ok",
		.trace = request_trace(sheet->party.req),
	};
	return store_audit_add(tx, &audit, err);
}

/* Beside row-level security, which shows a link to nobody but who has it: that the garage
 * may print was seen before. */
static int make_code(struct sheet *sheet, struct err *err)
{
	unsigned char bytes[PAPER_CODE_BYTES];
	char address[EMAIL_TEXT];
	char hash[LINK_HASH_TEXT];
	const char *garage = access_subject(sheet->party.req)->dealer;
	AUTO(tx) *tx = NULL;
	if (tx_begin(sheet->party.gateway->all, &tx, err) < 0 ||
	    store_paper_person(tx, &sheet->target, garage, &sheet->person, err) < 0 ||
	    address_fold(sheet->person.email, address, err) < 0)
		return -1;
	randombytes_buf(bytes, sizeof(bytes));
	paper_code_write(bytes, sheet->code);
	sodium_memzero(bytes, sizeof(bytes));
	paper_digest(sheet->code, address, hash);
	struct paper_code code = {
		.target = &sheet->target,
		.garage = garage,
		.hash = hash,
		.until = instant_add_seconds(tx_now(tx), CODE_SECONDS),
	};
	if (store_paper_code_put(tx, &code, &sheet->expires, err) < 0 ||
	    print_audit(sheet, tx, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* Where the log-in page is, as somebody types it. */
static const char *site_of(const struct sheet *sheet)
{
	const char *url = sheet->party.dealer ? sheet->party.dealer->public_url : NULL;
	const char *host = request_header(sheet->party.req, "Host");
	if (!url || !url[0])
		return host ? host : "";
	const char *after = strstr(url, "://");
	return after ? after + 3 : url;
}

static int show_sheet(struct sheet *sheet, struct err *err)
{
	struct party *party = &sheet->party;
	char at[INSTANT_TEXT];
	char until[READABLE_TEXT];
	party->tongue = sheet->person.language == WIRE_LANGUAGE_EN ? TONGUE_EN
								   : TONGUE_NL;
	if (party_speaks(party, access_subject(party->req)->dealer, err) < 0)
		return -1;
	readable_date(readable_day(instant_format(sheet->expires, at)), party->tongue,
		      until);
	struct page_frame frame = party_frame(party);
	struct page_simple page = {
		.body = "paper",
		.title = "paper_title",
		PAGE_ITEMS({ "who", sheet->person.name },
			   { "email", sheet->person.email }, { "plate", sheet->plate },
			   { "code", sheet->code }, { "site", site_of(sheet) },
			   { "until", until }),
	};
	return page_simple_write(&frame, &page, party_html(party, 200), err);
}

static int print_sheet(struct sheet *sheet, struct err *err)
{
	const struct request *req = sheet->party.req;
	struct limiter *limiter = sheet->party.gateway->limiter;
	const char *who = access_subject(req)->user.text;
	if (limiter_take_of(limiter, LIMIT_CUSTOMER, who, err) < 0 ||
	    make_code(sheet, err) < 0)
		return -1;
	int shown = show_sheet(sheet, err);
	sodium_memzero(sheet->code, sizeof(sheet->code));
	return shown;
}

/* A garage sees the cars it looks after; only who was invited has something to activate.
 */
static int find_passport(struct sheet *sheet, struct err *err)
{
	struct passport_view view;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(sheet->party.req, "id", &id, err) < 0 ||
	    passport_begin(sheet->party.gateway, sheet->party.req, &id, &tx, &view, err) <
		    0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (strcmp(view.status, "invited") != 0)
		return err_set_code(err, ERR_CONFLICT, "CODE_NEEDS_LINK",
				    "only a passport that waits to be activated has a "
				    "code");
	struct plate plate = plate_read(view.plate);
	text_copy(sheet->plate, sizeof(sheet->plate), plate.formatted);
	sheet->target = (struct link_target){ .kind = LINK_PASSPORT, .id = id };
	return 0;
}

static int find_manager(struct sheet *sheet, struct err *err)
{
	struct uuid fleet;
	struct uuid manager;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(sheet->party.req, "id", &fleet, err) < 0 ||
	    portal_begin(sheet->party.gateway, sheet->party.req, &tx, err) < 0 ||
	    store_fleet_manager(tx, &fleet, &manager, err) < 0)
		return -1;
	sheet->target = (struct link_target){ .kind = LINK_PARTY, .id = manager };
	return tx_commit(TAKE(tx), err);
}

static void sheet_done(struct sheet *sheet)
{
	party_done(&sheet->party);
}
#define SHEET_AUTO __attribute__((cleanup(sheet_done))) struct sheet

/* Whoever prints it is no party: the frame shows none of a party's own pages. */
static struct party printer(void *service, struct request *req, struct reply *reply)
{
	struct party party = party_signed_in(service, req, reply);
	party.token = "";
	return party;
}

int http_paper_passport(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	SHEET_AUTO sheet = { .party = printer(service, req, reply) };
	if (find_passport(&sheet, err) < 0 || print_sheet(&sheet, err) < 0)
		return party_refuse(&sheet.party, NULL, err);
	return 0;
}

int http_paper_fleet(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	SHEET_AUTO sheet = { .party = printer(service, req, reply) };
	if (find_manager(&sheet, err) < 0 || print_sheet(&sheet, err) < 0)
		return party_refuse(&sheet.party, NULL, err);
	return 0;
}
