/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a batch in the database to a job in the print house's directory.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "notification/domain/postal.h"
#include "notification/print/job.h"
#include "notification/print/print.h"
#include "notification/print/sheet.h"

#define MANIFEST_MAX ((size_t)256 * 1024)
#define CSV_MAX      ((size_t)16 * 1024 * 1024)
#define ENDING_TEXT  24
#define STRETCH_MAX  400000
#define SHA256_TEXT  (crypto_hash_sha256_BYTES * 2 + 1)

/* What a print house must know of a kind of sheets. */
struct stock {
	const char *paper;
	const char *colour;
	bool duplex;
	int sides; /* pages of the PDF a sheet has */
};

static const struct stock LETTER_STOCK = { "A4 80 g/m2", "CMYK 4/0", false, 1 };
static const struct stock CARD_STOCK = { "A6 300 g/m2", "CMYK 4/4", true, 2 };

static const struct stock *stock_of(const struct print_batch *batch)
{
	return strcmp(batch->kind, "card") == 0 ? &CARD_STOCK : &LETTER_STOCK;
}

/* One stretch behind the others; *ret_whole: that was the last. */
static int read_stretch(struct tx *tx, const struct uuid *batch, int64_t piece,
			struct strbuf *out, bool *ret_whole, struct err *err)
{
	AUTO_BYTES *bytes = mem_alloc(STRETCH_MAX);
	AUTO(rows) *rows = NULL;
	size_t len = 0;

	if (store_print_stretch(tx, batch, piece, (int64_t)out->len, &rows, err) < 0)
		return -1;
	const char *text = rows_count(rows) ? row_text(rows, 0, 1) : "";

	if (sodium_base642bin(bytes, STRETCH_MAX, text, strlen(text), NULL, &len, NULL,
			      sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    len == 0)
		return err_set(err, ERR_BROKEN, "piece %lld of a batch has no PDF",
			       (long long)piece);
	strbuf_add_n(out, (const char *)bytes, len);
	*ret_whole = (int64_t)out->len >= row_int(rows, 0, 0);
	return strbuf_check(out, err);
}

static int write_pieces(struct tx *tx, const struct job *job, const struct uuid *batch,
			const struct rows *pieces, struct err *err)
{
	char ending[ENDING_TEXT];

	for (size_t i = 0; i < rows_count(pieces); i++) {
		STRBUF_AUTO pdf = strbuf_new(PRESS_BYTES_MAX);
		int64_t number = row_int(pieces, i, 0);
		bool whole = false;

		while (!whole) {
			if (read_stretch(tx, batch, number, &pdf, &whole, err) < 0)
				return -1;
		}
		snprintf(ending, sizeof(ending), "-%lld.pdf", (long long)number);
		if (job_write(job, ending, (struct slice){ pdf.text, pdf.len }, err) < 0)
			return -1;
	}
	return 0;
}

/* Where sheets go: sorted post is cheaper. No names: those are on the sheets. */
static int write_csv(struct tx *tx, const struct job *job,
		     const struct print_batch *batch, struct strbuf *csv, struct err *err)
{
	int sides = stock_of(batch)->sides;
	int64_t piece = 0;
	int64_t page = 1;
	AUTO(rows) *rows = NULL;

	if (store_print_places(tx, &batch->id, &rows, err) < 0)
		return -1;
	strbuf_add(csv, "sheet;piece;first_page;pages;postcode;country\r\n");
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *postcode = row_text(rows, i, 2);
		const char *country = row_text(rows, i, 3);

		page = row_int(rows, i, 1) == piece ? page + sides : 1;
		piece = row_int(rows, i, 1);
		strbuf_addf(csv, "%lld;%lld;%lld;%d;", (long long)row_int(rows, i, 0),
			    (long long)piece, (long long)page, sides);
		postal_write_postcode(postcode ? postcode : "", csv);
		strbuf_addf(csv, ";%s\r\n", country && *country ? country : "NL");
	}
	if (strbuf_check(csv, err) < 0)
		return -1;
	return job_write(job, ".csv", (struct slice){ csv->text, csv->len }, err);
}

static void add_hash(struct json_out *json, const struct strbuf *bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[SHA256_TEXT];

	crypto_hash_sha256(hash, (const unsigned char *)bytes->text, bytes->len);
	json_out_text(json, "sha256",
		      sodium_bin2hex(text, sizeof(text), hash, sizeof(hash)));
}

static void add_pieces(struct json_out *json, const struct job *job,
		       const struct rows *pieces, int sides)
{
	char file[JOB_NAME_TEXT + ENDING_TEXT];

	json_out_open_array(json, "pieces");
	for (size_t i = 0; i < rows_count(pieces); i++) {
		snprintf(file, sizeof(file), "%s-%lld.pdf", job->name,
			 (long long)row_int(pieces, i, 0));
		json_out_open_object(json, NULL);
		json_out_text(json, "file", file);
		json_out_int(json, "first_sheet", row_int(pieces, i, 1));
		json_out_int(json, "sheets", row_int(pieces, i, 2));
		json_out_int(json, "pages", row_int(pieces, i, 2) * sides);
		json_out_int(json, "bytes", row_int(pieces, i, 3));
		json_out_text(json, "sha256", row_text(pieces, i, 4));
		json_out_close_object(json);
	}
	json_out_close_array(json);
}

static void write_manifest(const struct job *job, const struct print_batch *batch,
			   const struct rows *pieces, const struct strbuf *csv,
			   struct strbuf *out)
{
	const struct stock *stock = stock_of(batch);
	struct json_out json = json_out_into(out);
	char at[INSTANT_TEXT];
	char file[JOB_NAME_TEXT + ENDING_TEXT];

	snprintf(file, sizeof(file), "%s.csv", job->name);
	json_out_open_object(&json, NULL);
	json_out_text(&json, "batch_id", batch->id.text);
	json_out_text(&json, "dealer", batch->dealer);
	json_out_text(&json, "garage", batch->garage ? batch->garage : "");
	json_out_text(&json, "kind", batch->kind);
	json_out_text(&json, "closed_at", instant_format(batch->closed_at, at));
	json_out_int(&json, "sheets", batch->count);
	json_out_text(&json, "paper", stock->paper);
	json_out_text(&json, "colour", stock->colour);
	json_out_flag(&json, "duplex", stock->duplex);
	json_out_text(&json, "postage", "standard");
	json_out_int(&json, "cost_cents", batch->count * batch->each_cents);
	add_pieces(&json, job, pieces, stock->sides);
	json_out_open_object(&json, "addresses");
	json_out_text(&json, "file", file);
	add_hash(&json, csv);
	json_out_close_object(&json);
	json_out_close_object(&json);
	strbuf_add_char(out, '\n');
}

static int write_job(struct tx *tx, const struct job *job,
		     const struct print_batch *batch, struct err *err)
{
	STRBUF_AUTO csv = strbuf_new(CSV_MAX);
	STRBUF_AUTO manifest = strbuf_new(MANIFEST_MAX);
	AUTO(rows) *pieces = NULL;

	if (store_print_pieces(tx, &batch->id, &pieces, err) < 0 ||
	    write_pieces(tx, job, &batch->id, pieces, err) < 0 ||
	    write_csv(tx, job, batch, &csv, err) < 0)
		return -1;
	write_manifest(job, batch, pieces, &csv, &manifest);
	if (strbuf_check(&manifest, err) < 0)
		return -1;
	return job_publish(job, (struct slice){ manifest.text, manifest.len }, err);
}

int print_hand_over(const struct notification *svc, struct tx *tx,
		    const struct uuid *batch, struct err *err)
{
	struct job job = { .folder = svc->knobs->print_dir };
	struct print_batch facts;
	AUTO(rows) *rows = NULL;
	bool published;

	if (store_print_batch(tx, batch, &rows, &facts, err) < 0)
		return -1;
	if (strcmp(facts.status, "ready") != 0)
		return 0;
	job_name(&job, facts.dealer, facts.kind, facts.id.text);
	if (facts.count > 0 && (job_is_published(&job, &published, err) < 0 ||
				(!published && write_job(tx, &job, &facts, err) < 0)))
		return -1;
	return store_print_status(tx, batch, "handed_over", err);
}
