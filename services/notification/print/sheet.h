/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters and cards as they are printed: a PDF of one kind and language, a sheet a
 * person, the address where a window envelope shows it.
 *
 * Letters are one A4 side, cards A6 on both sides. A sheet that cannot be written adds
 * nothing, so one bad letter spoils no batch. Every sheet has its number in its corner.
 * Thread: one press at a time per doc_fonts; the second waits.
 */
#ifndef BEURT_NOTIFICATION_SHEET_H
#define BEURT_NOTIFICATION_SHEET_H

#include "doc/sheets.h"
#include "notification/domain/postal.h"
#include "notification/mail/letter.h"

#define PRESS_BYTES_MAX ((size_t)32 * 1024 * 1024)

enum sheet_kind { SHEET_LETTER, SHEET_CARD };

struct press_options {
	struct doc_fonts *fonts;
	const struct letter_writer *writer;
	enum sheet_kind kind;
	bool window_at_right; /* of the envelope */
	bool is_sample;       /* for an adviser's eyes: its codes lead nowhere */
	const char *garage;   /* name, for the file's facts */
	const char *language; /* of all sheets */
	struct instant now;
};

struct press;
struct press *press_new(const struct press_options *options);
void press_free(struct press *press); /* lets the next one begin */
AUTO_FREE(press, press_free)

struct press_sheet {
	const struct letter *letter;
	const struct postal_address *address;
	int64_t number; /* in its batch */
};
/* Errors as letter_on_paper; ERR_INVALID, code LETTER_TOO_LONG, when it does not fit its
 * side. The press goes on after any. */
MUST_CHECK int press_add(struct press *press, const struct press_sheet *sheet,
			 struct err *err);
/* Append the PDF. */
MUST_CHECK int press_finish(struct press *press, struct strbuf *out, struct err *err);

#endif
