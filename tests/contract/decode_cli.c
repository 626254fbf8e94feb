/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The message engine on standard input and output, for tests that hold it against others.
 *
 * In:  "<message> <bytes>\n" and that many bytes of JSON, again and again.
 * Out: "accepted <bytes>\n<the message written again>\n", or "refused <code> <why>\n".
 * A message called "json" is only checked by the reader of messages, one called
 * "document" by that of masks. Ends with 2 when the input is not like this, and with 3
 * when a message that was written again is read differently.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/messages.h"
#include "msg/lex.h"
#include "msg/msg.h"
#include "msg/parse.h"

enum { MAX_INPUT = 4000000 };

static const struct msg_type *type_named(const char *name)
{
	for (size_t i = 0; i < message_types_count; i++)
		if (strcmp(message_types[i]->name, name) == 0)
			return message_types[i];
	return NULL;
}

/* Decode and write again into `out`. */
static int pass(const struct msg_type *type, struct slice json, struct strbuf *out,
		struct err *err)
{
	void *msg;
	if (msg_decode(type, json, &msg, err) < 0)
		return -1;
	int done = msg_encode(type, msg, out, err);
	msg_free(type, msg);
	return done;
}

static void show_refusal(const struct err *err)
{
	printf("refused %s %s\n", err->code, err->text);
}

static int answer_message(const struct msg_type *type, struct slice json)
{
	struct err err = { .kind = ERR_NONE };
	STRBUF_AUTO once = strbuf_new(MAX_INPUT);
	STRBUF_AUTO twice = strbuf_new(MAX_INPUT);
	if (pass(type, json, &once, &err) < 0) {
		show_refusal(&err);
		return 0;
	}
	struct slice text = { once.text, once.len };
	if (pass(type, text, &twice, &err) < 0 || strcmp(once.text, twice.text) != 0)
		return 3;
	printf("accepted %zu\n%s\n", once.len, once.text);
	return 0;
}

/* The reader of messages. */
static int check_text(struct slice json, struct err *err)
{
	char *texts = malloc(json.len + 1);
	int done = lex_check(json, texts, err);
	free(texts);
	return done;
}

/* The reader of documents that are masked. */
static int check_document(struct slice json, struct err *err)
{
	json_t *document = NULL;
	int done = parse_json(json, MAX_INPUT, &document, err);
	json_decref(document);
	return done;
}

static int answer_json(struct slice json,
		       int (*check)(struct slice json, struct err *err))
{
	struct err err = { .kind = ERR_NONE };
	if (check(json, &err) < 0)
		show_refusal(&err);
	else
		printf("accepted 0\n\n");
	return 0;
}

static int answer(const char *name, size_t len)
{
	/* Exactly as long as the document: a sanitizer sees a read past its end. */
	char *bytes = malloc(len ? len : 1);
	int status = 2;
	const struct msg_type *type = type_named(name);
	struct slice json = { bytes, len };
	bool complete = fread(bytes, 1, len, stdin) == len;
	if (complete && strcmp(name, "json") == 0)
		status = answer_json(json, check_text);
	else if (complete && strcmp(name, "document") == 0)
		status = answer_json(json, check_document);
	else if (complete && type)
		status = answer_message(type, json);
	free(bytes);
	return status;
}

int main(void)
{
	char line[128];
	while (fgets(line, sizeof line, stdin)) {
		char *space = strchr(line, ' ');
		if (!space)
			return 2;
		*space = '\0';
		unsigned long len = strtoul(space + 1, NULL, 10);
		int status = len <= MAX_INPUT ? answer(line, len) : 2;
		if (status)
			return status;
		fflush(stdout);
	}
	return 0;
}
