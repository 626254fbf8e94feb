/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Closing a batch: one piece a transaction, judged once more and written, until no line
 * is left.
 */
#include <sodium.h>
#include <string.h>

#include "notification/channel/household.h"
#include "notification/channel/round.h"
#include "notification/mail/letter_form.h"
#include "notification/print/print.h"
#include "notification/print/sheet.h"

#define SHA256_TEXT (crypto_hash_sha256_BYTES * 2 + 1)

/* A piece while it is written. */
struct piece {
	const struct notification *svc;
	struct tx *tx;
	struct outbox *say;
	struct print_batch batch;
	const char *language;
	int64_t number;
	int64_t first;
	struct press *press;
	const struct rows *again; /* sheets that keep their numbers; NULL: new ones */
	const char *intents[PRINT_PIECE_MAX];
	size_t count;
};

static enum channel channel_of(const struct piece *piece)
{
	return channel_from(piece->batch.kind);
}

/* It changed: the gate says so. It cannot be written: the next channel. */
static int leave_out(struct piece *piece, const struct contact *contact, enum handed what,
		     const char *reason, struct err *err)
{
	const struct uuid *intent = &contact->letter.intent;
	const struct hand_result result = { .what = what, .reason = reason };

	if (store_print_left_out(piece->tx, intent->text, reason, err) < 0)
		return -1;
	if (what == HANDED_NOT_TRIED)
		return print_give_back(piece->svc, piece->tx, intent, reason, piece->say,
				       err);
	return contact_settle(piece->svc, piece->tx, intent, &result, piece->say, err);
}

/* A sheet that is printed anew keeps the number that people may have seen. */
static int64_t number_of(const struct piece *piece, const char *intent)
{
	for (size_t i = 0; piece->again && i < rows_count(piece->again); i++)
		if (strcmp(row_text(piece->again, i, 0), intent) == 0)
			return row_int(piece->again, i, 1);
	return piece->first + (int64_t)piece->count;
}

static int add_sheet(struct piece *piece, struct contact *contact, struct err *err)
{
	struct notification_requested_params *form = NULL;
	STRBUF_AUTO name = strbuf_new(400);

	if (letter_form_read(contact->form, &form, err) < 0)
		return -1;
	contact->letter.form = form;
	greeting_full_name(&contact->letter.person, &name);
	struct postal_address address = print_address(contact, &name);
	struct press_sheet sheet = { .letter = &contact->letter,
				     .address = &address,
				     .number = number_of(piece,
							 contact->letter.intent.text) };
	int failed = press_add(piece->press, &sheet, err);

	contact->letter.form = NULL;
	letter_form_free(form);
	return failed;
}

static const char *reason_of(const struct err *why)
{
	if (why->kind == ERR_ABSENT)
		return "TEMPLATE_UNKNOWN";
	return strcmp(why->code, "LETTER_TOO_LONG") == 0 ? "LETTER_TOO_LONG"
							 : "LETTER_INVALID";
}

/* One line: on a sheet, back to the gate, or by the next channel. */
static int print_one(struct piece *piece, struct contact *contact, struct err *err)
{
	const char *changed = NULL;
	struct err why = { .kind = ERR_NONE };

	contact_split_reasons(contact);
	if (!piece->again) /* once printed it is "too late" (late.c) */
		changed = gate_changed(&contact->facts, channel_of(piece));
	if (changed)
		return leave_out(piece, contact, HANDED_NOT_TRIED, changed, err);
	if (add_sheet(piece, contact, &why) == 0) {
		piece->intents[piece->count++] = contact->letter.intent.text;
		return 0;
	}
	if (why.kind == ERR_INVALID || why.kind == ERR_ABSENT)
		return leave_out(piece, contact, HANDED_REFUSED, reason_of(&why), err);
	*err = why;
	return -1;
}

static int keep_piece(struct piece *piece, struct err *err)
{
	STRBUF_AUTO pdf = strbuf_new(PRESS_BYTES_MAX);
	unsigned char hash[crypto_hash_sha256_BYTES];
	char sha256[SHA256_TEXT];

	if (piece->count == 0 && !piece->again)
		return 0;
	if (piece->count > 0 && press_finish(piece->press, &pdf, err) < 0)
		return -1;
	crypto_hash_sha256(hash, (const unsigned char *)pdf.text, pdf.len);
	sodium_bin2hex(sha256, sizeof(sha256), hash, sizeof(hash));
	const struct print_piece kept = {
		.batch = piece->batch.id,
		.number = piece->number,
		.first = piece->first,
		.pdf = { pdf.text, pdf.len },
		.sha256 = sha256,
		.intents = piece->intents,
		.count = piece->count,
	};
	return piece->again ? store_print_renew(piece->tx, &kept, err)
			    : store_print_piece(piece->tx, &kept, err);
}

static int print_contacts(struct piece *piece, const char *const *intents, size_t count,
			  struct err *err)
{
	AUTO(rows) *facts = NULL;

	/* Once printed a sheet is taken out whole (late.c). */
	if (!piece->again &&
	    household_thin(piece->tx, intents, count, piece->say, err) < 0)
		return -1;
	if (store_round_facts(piece->tx, intents, count, &facts, err) < 0)
		return -1;
	size_t known = rows_count(facts);
	AUTO_BYTES *memory = mem_alloc((known + 1) * sizeof(struct contact));
	struct contact *contacts = memory;
	int failed = 0;

	for (size_t i = 0; i < known; i++)
		contacts[i] = store_contact_read(facts, i);
	if (round_complete(piece->svc, piece->tx, contacts, known, err) < 0)
		return -1;
	for (size_t i = 0; failed == 0 && i < known; i++)
		failed = print_one(piece, &contacts[i], err);
	return failed < 0 ? -1 : keep_piece(piece, err);
}

static int print_lines(struct piece *piece, const struct rows *lines,
		       const char *language, struct err *err)
{
	const char *intents[PRINT_PIECE_MAX];
	size_t count = rows_count(lines);
	struct doc_fonts *fonts = doc_fonts_new();

	for (size_t i = 0; i < count; i++)
		intents[i] = row_text(lines, i, 0);
	piece->language = language;
	piece->press = press_new(&(struct press_options){
		.fonts = fonts,
		.writer = &piece->svc->writer,
		.kind = channel_of(piece) == CHANNEL_CARD ? SHEET_CARD : SHEET_LETTER,
		.window_at_right = strcmp(piece->svc->knobs->print_window, "right") == 0,
		.garage = piece->batch.garage ? piece->batch.garage : "",
		.language = piece->language,
		.now = tx_now(piece->tx),
	});
	int failed = print_contacts(piece, intents, count, err);

	press_free(piece->press);
	doc_fonts_free(fonts);
	return failed;
}

static int finish(const struct notification *svc, struct tx *tx,
		  const struct print_batch *batch, struct err *err)
{
	const char *next = *svc->knobs->print_dir ? "print_hand_over" : "print_look";

	if (store_print_status(tx, &batch->id, "ready", err) < 0)
		return -1;
	return timer_set(tx, next, batch->id.text, tx_now(tx), err);
}

int print_close(const struct notification *svc, struct tx *tx, const struct uuid *batch,
		struct outbox *say, bool *ret_more, struct err *err)
{
	struct piece piece = { .svc = svc, .tx = tx, .say = say };
	AUTO(rows) *rows = NULL;
	AUTO(rows) *lines = NULL;

	*ret_more = false;
	if (store_print_batch(tx, batch, &rows, &piece.batch, err) < 0)
		return -1;
	if (strcmp(piece.batch.status, "open") != 0)
		return 0;
	if (!piece.batch.is_closed &&
	    store_print_close(tx, batch, *svc->knobs->print_dir != '\0', err) < 0)
		return -1;
	if (store_print_next(tx, batch, &lines, err) < 0)
		return -1;
	if (rows_count(lines) == 0)
		return finish(svc, tx, &piece.batch, err);
	*ret_more = true;
	if (store_print_place(tx, batch, &piece.number, &piece.first, err) < 0)
		return -1;
	return print_lines(&piece, lines, row_text(lines, 0, 1), err);
}

/* What is left of a piece, on the sheets it had. */
static int print_again(struct piece *piece, int64_t number, struct err *err)
{
	AUTO(rows) *lines = NULL;

	piece->number = number;
	piece->count = 0;
	if (store_print_of_piece(piece->tx, &piece->batch.id, number, &lines, err) < 0)
		return -1;
	piece->again = lines;
	if (rows_count(lines) == 0)
		return keep_piece(piece, err);
	return print_lines(piece, lines, row_text(lines, 0, 2), err);
}

static int forget_in(struct piece *piece, const char *customer, struct err *err)
{
	AUTO(rows) *lines = NULL;
	int64_t dirty = 0; /* the piece in hand; lines come piece by piece */

	if (store_print_lines_of(piece->tx, &piece->batch.id, piece->batch.dealer,
				 customer, &lines, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(lines); i++) {
		struct uuid intent = row_uuid(lines, i, 0);

		if (store_print_take_out(piece->tx, &intent, "ERASED", err) < 0 ||
		    (print_give_back(piece->svc, piece->tx, &intent, "ERASED", piece->say,
				     err) < 0 &&
		     err->kind != ERR_ABSENT))
			return -1;
	}
	for (size_t i = 0; i < rows_count(lines); i++) {
		if (row_int(lines, i, 1) == dirty)
			continue;
		dirty = row_int(lines, i, 1);
		if (dirty && print_again(piece, dirty, err) < 0)
			return -1;
	}
	return 0;
}

int print_forget(const struct notification *svc, struct tx *tx, const char *dealer,
		 const char *customer, struct outbox *say, struct err *err)
{
	AUTO(rows) *batches = NULL;

	if (store_print_of_person(tx, dealer, customer, &batches, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(batches); i++) {
		struct piece piece = { .svc = svc, .tx = tx, .say = say };
		struct uuid batch = row_uuid(batches, i, 0);
		AUTO(rows) *rows = NULL;

		if (store_print_batch(tx, &batch, &rows, &piece.batch, err) < 0 ||
		    forget_in(&piece, customer, err) < 0 ||
		    print_say(tx, &batch, say, NULL, err) < 0)
			return -1;
	}
	return 0;
}
