/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl import: uploads files of invoices through the gateway as a user would, goes
 * on where an earlier run broke off, and reports every record that was parked.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json_out.h"
#include "base/mem.h"
#include "ctl/command.h"
#include "ctl/import_file.h"
#include "ctl/terminal.h"
#include "http/client.h"
#include "msg/json_in.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { TRIES = 8, SETTLE_TRIES = 240, PAGE = 200, BAR = 40 };
#define SETTLE_PAUSE (250 * 1000)

struct import {
	const char *url;
	const char *login;
	const char *password_file;
	const char **paths; /* owned; the texts are the arguments */
	size_t paths_count;
	struct http_client *client;
	size_t accepted, duplicate, parked, unsettled;
	size_t done, total; /* chunks */
};

static void print_help(void)
{
	terminal_say(
		"Usage: beurt-ctl import --url URL --login NAME "
		"--password-file FILE FILE…\n\n"
		"Uploads invoices: JSON (one, a list, or one a line), UBL 2.1, CSV.\n"
		"What has been uploaded is noted in FILE.beurt-import until all is\n"
		"in: run the same command again to go on. Large lists and CSV files\n"
		"go in parts. Ends with the records that were parked, and why.\n");
}

static int read_arguments(int argc, char **argv, struct import *import)
{
	const char **paths = mem_alloc((size_t)(argc + 1) * sizeof(*paths));

	import->paths = paths;
	for (int i = 1; i < argc; i++) {
		const char **option = strcmp(argv[i], "--url") == 0     ? &import->url
				      : strcmp(argv[i], "--login") == 0 ? &import->login
				      : strcmp(argv[i], "--password-file") == 0
					      ? &import->password_file
					      : NULL;

		if (!option)
			paths[import->paths_count++] = argv[i];
		else if (i + 1 < argc)
			*option = argv[++i];
	}
	return import->url && import->login && import->password_file &&
			       import->paths_count > 0
		       ? 0
		       : -1;
}

static bool is_passing(int status)
{
	return status == 429 || status == 502 || status == 503 || status == 504;
}

/* Asks until there is an answer that is not about the moment. */
static int ask(struct import *import, const struct http_call *call,
	       struct http_answer *ret_answer, struct err *err)
{
	int64_t pause = 200 * 1000;

	for (int i = 0; i < TRIES; i++, pause *= 2) {
		err_clear(err);
		int failed = http_client_call(import->client, call, ret_answer, err);

		if (!failed && !is_passing(ret_answer->status))
			return 0;
		if (failed && err->kind != ERR_LATER)
			return -1;
		if (!failed) {
			err_set(err, ERR_LATER, "%s answers %d", import->url,
				ret_answer->status);
			strbuf_done(&ret_answer->body);
		}
		clock_pause(pause);
	}
	return -1;
}

/* The gateway's own words for what it refuses. */
static int refuse(const struct http_answer *answer, struct err *err)
{
	AUTO(json_line) *problem = NULL;
	const char *detail = NULL;

	if (answer->body.len > 0 &&
	    json_line_open((struct slice){ answer->body.text, answer->body.len },
			   &problem, NULL) == 0 &&
	    json_line_text_if_any(problem, "detail", &detail, NULL) < 0)
		detail = NULL;
	return err_set(err, ERR_DENIED, "the server answers %d%s%s", answer->status,
		       detail ? ": " : "", detail ? detail : "");
}

static int sign_in(struct import *import, struct err *err)
{
	static const char *const headers[] = { "X-Beurt: 1" };
	STRBUF_AUTO body = strbuf_new(2048);
	struct json_out out = json_out_into(&body);
	struct http_answer answer = { .status = 0 };
	char *password = NULL;
	size_t len;

	if (file_read(import->password_file, 1024, &password, &len, err) < 0)
		return -1;
	json_out_open_object(&out, NULL);
	json_out_text(&out, "login", import->login);
	json_out_text_n(&out, "password", slice_trim((struct slice){ password, len }));
	json_out_close_object(&out);
	mem_free(password);
	const struct http_call call = { "POST",
					"/v1/session",
					"application/json",
					{ body.text, body.len },
					headers,
					1 };

	if (ask(import, &call, &answer, err) < 0)
		return -1;
	int failed = answer.status == 200 ? 0 : refuse(&answer, err);

	strbuf_done(&answer.body);
	return failed;
}

static void show_progress(const struct import *import)
{
	char bar[BAR + 1];
	size_t full = import->total ? import->done * BAR / import->total : BAR;

	if (!isatty(STDERR_FILENO))
		return;
	memset(bar, '.', BAR);
	memset(bar, '#', full);
	bar[BAR] = '\0';
	(void)dprintf(STDERR_FILENO, "\r[%s] %zu/%zu%s", bar, import->done, import->total,
		      import->done == import->total ? "\n" : "");
}

static int upload_chunk(struct import *import, const struct import_file *file,
			struct import_chunk *chunk, struct err *err)
{
	char key[64];
	const char *const headers[] = { "X-Beurt: 1", key };
	struct http_answer answer = { .status = 0 };
	AUTO(json_line) *receipt = NULL;
	const char *id = NULL;
	const struct http_call call = { "POST",     "/v1/invoices",
					file->type, { chunk->body, chunk->len },
					headers,    2 };

	snprintf(key, sizeof(key), "Idempotency-Key: %s", chunk->key.text);
	if (ask(import, &call, &answer, err) < 0)
		return -1;
	int failed = answer.status == 202 ? 0 : refuse(&answer, err);

	if (!failed)
		failed = json_line_open(
			(struct slice){ answer.body.text, answer.body.len }, &receipt,
			err);
	if (!failed)
		failed = json_line_text(receipt, "receipt_id", &id, err);
	if (!failed)
		chunk->receipt = uuid_from(id);
	strbuf_done(&answer.body);
	return failed;
}

static int upload_file(struct import *import, struct import_file *file, struct err *err)
{
	import->total = file->count;
	import->done = 0;
	for (size_t i = 0; i < file->count; i++) {
		struct import_chunk *chunk = &file->chunks[i];

		if (!uuid_is_set(&chunk->receipt) &&
		    (upload_chunk(import, file, chunk, err) < 0 ||
		     import_file_note(file, err) < 0))
			return -1;
		import->done++;
		show_progress(import);
	}
	return 0;
}

static void report_record(const char *path, const struct import_chunk *chunk,
			  const struct json_line *record)
{
	size_t reasons = json_line_count(record, "reasons");
	const char *number = NULL, *rule, *place, *text;

	if (json_line_text_if_any(record, "document_number", &number, NULL) < 0)
		number = NULL;
	for (size_t i = 0; i < reasons; i++) {
		AUTO(json_line) *reason = NULL;
		char where[IMPORT_PLACE] = "";

		if (json_line_item(record, "reasons", i, &reason, NULL) < 0 ||
		    json_line_text(reason, "rule", &rule, NULL) < 0 ||
		    json_line_text(reason, "text", &text, NULL) < 0 ||
		    json_line_text_if_any(reason, "place", &place, NULL) < 0)
			continue;
		if (place)
			import_file_place(chunk, place, where);
		terminal_say("%s: %s: parked: %s: %s%s%s%s\n", path,
			     number ? number : "-", rule, text, place ? " (" : "", where,
			     place ? ")" : "");
	}
}

/* Counts, and with a path reports, the records of one page. */
static size_t read_page(struct import *import, const struct import_chunk *chunk,
			const struct json_line *page, const char *path)
{
	size_t count = json_line_count(page, "records");

	for (size_t i = 0; i < count && path; i++) {
		AUTO(json_line) *record = NULL;
		const char *status;

		if (json_line_item(page, "records", i, &record, NULL) < 0 ||
		    json_line_text(record, "status", &status, NULL) < 0)
			continue;
		if (strcmp(status, "accepted") == 0)
			import->accepted++;
		else if (strcmp(status, "duplicate") == 0)
			import->duplicate++;
		else if (strcmp(status, "parked") == 0) {
			import->parked++;
			report_record(path, chunk, record);
		}
	}
	return count;
}

/* One page of a receipt's records; *ret_cursor is owned, NULL at the end. */
static int ask_page(struct import *import, const struct uuid *receipt, const char *cursor,
		    struct json_line **ret_page, struct err *err)
{
	char path[2000];
	struct http_answer answer = { .status = 0 };

	snprintf(path, sizeof(path), "/v1/intake?receipt=%s&limit=%d%s%s", receipt->text,
		 PAGE, cursor ? "&cursor=" : "", cursor ? cursor : "");
	const struct http_call call = { .method = "GET", .path = path };

	if (ask(import, &call, &answer, err) < 0)
		return -1;
	int failed = answer.status == 200 ? 0 : refuse(&answer, err);

	if (!failed)
		failed = json_line_open(
			(struct slice){ answer.body.text, answer.body.len }, ret_page,
			err);
	strbuf_done(&answer.body);
	return failed;
}

static int count_records(struct import *import, const struct import_chunk *chunk,
			 const char *report, size_t *ret_count, struct err *err)
{
	AUTO_TEXT *cursor = NULL;

	*ret_count = 0;
	do {
		AUTO(json_line) *page = NULL;
		const char *next = NULL;

		if (ask_page(import, &chunk->receipt, cursor, &page, err) < 0 ||
		    json_line_text_if_any(page, "next_cursor", &next, err) < 0)
			return -1;
		*ret_count += read_page(import, chunk, page, report);
		mem_free(cursor);
		cursor = mem_text(next);
	} while (cursor);
	return 0;
}

/* Waits until intake has dealt with a chunk, then reports it. */
static int settle_chunk(struct import *import, const char *path,
			const struct import_chunk *chunk, struct err *err)
{
	size_t count = 0, before = 0;

	for (int i = 0; i < SETTLE_TRIES; i++) {
		if (count_records(import, chunk, NULL, &count, err) < 0)
			return -1;
		bool whole = chunk->invoices ? count >= chunk->invoices
					     : count > 0 && count == before;

		if (whole)
			return count_records(import, chunk, path, &count, err);
		before = count;
		clock_pause(SETTLE_PAUSE);
	}
	import->unsettled++;
	return count_records(import, chunk, path, &count, err);
}

static int import_one(struct import *import, const char *path, struct err *err)
{
	struct import_file file;
	int failed = import_file_open(path, &file, err);

	if (!failed)
		failed = upload_file(import, &file, err);
	for (size_t i = 0; i < file.count && !failed; i++)
		failed = settle_chunk(import, path, &file.chunks[i], err);
	if (!failed)
		import_file_finish(&file);
	import_file_done(&file);
	return failed;
}

static int run(struct import *import, struct err *err)
{
	if (http_client_open(import->url, &import->client, err) < 0 ||
	    sign_in(import, err) < 0)
		return -1;
	for (size_t i = 0; i < import->paths_count; i++) {
		if (import_one(import, import->paths[i], err) < 0)
			return err_prefix(err, "%s: ", import->paths[i]);
	}
	return 0;
}

int command_import(int argc, char **argv)
{
	struct import import = { .url = NULL };
	struct err err = { 0 };

	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return CTL_DONE;
	}
	if (read_arguments(argc, argv, &import) < 0) {
		terminal_complain(
			"import needs --url, --login, --password-file and files; "
			"see beurt-ctl import --help");
		mem_free(import.paths);
		return CTL_USAGE;
	}
	int failed = run(&import, &err);

	http_client_close(import.client);
	mem_free(import.paths);
	terminal_say("%zu accepted, %zu duplicate, %zu parked\n", import.accepted,
		     import.duplicate, import.parked);
	if (import.unsettled > 0)
		terminal_complain(
			"intake has not finished %zu uploads; see the intake page",
			import.unsettled);
	if (failed)
		terminal_complain("%s; run the same command again to go on", err.text);
	return failed || import.unsettled > 0 ? CTL_FAILED : CTL_DONE;
}
