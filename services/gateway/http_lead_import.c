/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The garage's own list of people who are no customers yet, as a spreadsheet writes it.
 * Each row says on what ground the person may be kept; what it allows is decided where
 * leads are.
 */
#include <string.h>
#include <strings.h>

#include "gateway/command.h"
#include "gateway/connect/sheet.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/lead_import.h"
#include "pg/pg.h"

#define ROWS_MOST 500

enum column {
	NAME,
	EMAIL,
	PHONE,
	STREET,
	HOUSE,
	ADDITION,
	POSTCODE,
	CITY,
	PLATE,
	BASIS,
	AGREED_ON,
	EVIDENCE,
	COLUMNS
};
static const char *const HEADERS[COLUMNS][2] = {
	[NAME] = { "naam", "name" },
	[EMAIL] = { "e-mail", "email" },
	[PHONE] = { "telefoon", "phone" },
	[STREET] = { "straat", "street" },
	[HOUSE] = { "huisnummer", "house_number" },
	[ADDITION] = { "toevoeging", "addition" },
	[POSTCODE] = { "postcode", "postcode" },
	[CITY] = { "plaats", "city" },
	[PLATE] = { "kenteken", "plate" },
	[BASIS] = { "grondslag", "basis" },
	[AGREED_ON] = { "toestemming_op", "agreed_on" },
	[EVIDENCE] = { "bewijs", "evidence" },
};

static const struct {
	const char *word;
	enum wire_lead_basis basis;
} BASES[] = {
	{ "toestemming", WIRE_LEAD_BASIS_CONSENT },
	{ "consent", WIRE_LEAD_BASIS_CONSENT },
	{ "gerechtvaardigd belang", WIRE_LEAD_BASIS_LEGITIMATE_INTEREST },
	{ "legitimate interest", WIRE_LEAD_BASIS_LEGITIMATE_INTEREST },
};

/* NULL when the column is not there, or empty. */
static const char *field(const struct sheet *sheet, size_t row, enum column column)
{
	const char *text = NULL;
	for (size_t i = 0; i < 2 && !text; i++)
		text = sheet_field(sheet, row, HEADERS[column][i]);
	return text && text[0] ? text : NULL;
}

static enum wire_lead_basis basis_of(const char *typed)
{
	for (size_t i = 0; typed && i < COUNT_OF(BASES); i++)
		if (strcasecmp(typed, BASES[i].word) == 0)
			return BASES[i].basis;
	return WIRE_LEAD_BASIS_NONE;
}

static int bad(const struct sheet *sheet, size_t row, const char *what, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "CSV", "line %zu: %s",
			    sheet_line(sheet, row), what);
}

static int read_row(const struct sheet *sheet, size_t row, struct lead_import_row *ret,
		    struct err *err)
{
	*ret = (struct lead_import_row){
		.person = { .name = field(sheet, row, NAME),
			    .email = field(sheet, row, EMAIL),
			    .phone = field(sheet, row, PHONE),
			    .street = field(sheet, row, STREET),
			    .house_number = field(sheet, row, HOUSE),
			    .addition = field(sheet, row, ADDITION),
			    .postcode = field(sheet, row, POSTCODE),
			    .city = field(sheet, row, CITY) },
		.plate = field(sheet, row, PLATE),
		.basis = basis_of(field(sheet, row, BASIS)),
		.agreed_on = field(sheet, row, AGREED_ON),
		.evidence = field(sheet, row, EVIDENCE),
	};
	if (!ret->person.name)
		return bad(sheet, row, "naam is empty", err);
	if (!ret->plate)
		return bad(sheet, row, "kenteken is empty", err);
	if (!ret->basis)
		return bad(sheet, row,
			   "grondslag must be toestemming or gerechtvaardigd belang",
			   err);
	return 0;
}

static int ask(struct gateway *gateway, const struct request *req,
	       const struct lead_import_row *rows, size_t count, struct reply *reply,
	       struct err *err)
{
	struct told told = { 0 };
	struct command command;
	enum command_end end;
	if (command_begin(gateway, req, &lead_import_type, &command, err) < 0)
		return -1;
	command.answer_is_enough = true;
	struct lead_import msg = {
		COMMAND_FIELDS(&command),
		.rows = rows,
		.rows_count = count,
	};
	int failed = command_ask(gateway, &command, &msg, &end, &told, err);
	if (!failed && end == COMMAND_PENDING)
		command_reply_pending(&command, reply);
	else if (!failed)
		strbuf_add(reply_body(reply), told.result ? told.result : "{}");
	told_done(&told);
	return failed;
}

int http_import_leads(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	AUTO(sheet) *sheet = NULL;
	struct gateway *gateway = service;
	if (strcmp(request_content_type(req), "text/csv") != 0)
		return err_set_code(err, ERR_INVALID, "CONTENT_TYPE",
				    "a list of prospects is text/csv");
	if (limiter_take_of(gateway->limiter, LIMIT_UPLOAD, access_subject(req)->dealer,
			    err) < 0 ||
	    sheet_open(request_body(req), &sheet, err) < 0)
		return -1;
	size_t count = sheet_rows(sheet);
	if (count > ROWS_MOST)
		return err_set_code(err, ERR_INVALID, "CSV",
				    "%zu rows are more than 500: split the file", count);
	struct lead_import_row *rows = request_alloc(req, (count + 1) * sizeof(*rows));
	for (size_t i = 0; i < count; i++)
		if (read_row(sheet, i, &rows[i], err) < 0)
			return -1;
	return ask(gateway, req, rows, count, reply, err);
}
