/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl dead: records a service could not handle. They wait, and the later ones of
 * their key behind them, until somebody replays or discards them.
 */
#include <stdlib.h>
#include <string.h>

#include "ctl/command.h"
#include "ctl/setup.h"
#include "ctl/terminal.h"
#include "flow/dead.h"
#include "gen/messages.h"

#define PAGE       200
#define VALUE_MOST (4 * 1024 * 1024)
#define ACTOR      "beurt-ctl"

static void print_help(void)
{
	terminal_say(
		"Usage: beurt-ctl dead list [--all] SERVICE\n"
		"       beurt-ctl dead show [--raw] SERVICE ID\n"
		"       beurt-ctl dead replay SERVICE ID…\n"
		"       beurt-ctl dead discard SERVICE ID…\n\n"
		"list shows what is parked; --all also what waits or is settled.\n"
		"show prints the record with personal fields masked; --raw as it came.\n"
		"replay and discard ask the service, which answers within a second.\n");
	setup_print_help();
}

struct asked {
	const char *verb;
	const struct ctl_service *service;
	bool flag; /* --all or --raw */
	char **ids;
	int ids_count;
};

static const char *state_word(enum dead_state state)
{
	static const char *const words[] = { "", "parked", "waiting", "replayed",
					     "discarded" };
	return words[state];
}

static void print_row(const struct dead_letter *letter)
{
	char at[INSTANT_TEXT];
	terminal_say(
		"%lld  %s  %s  %s/%d@%lld  %s  %s%s%s  (%lld behind it)%s%s\n",
		(long long)letter->id, state_word(letter->state),
		instant_format(letter->parked_at, at), letter->topic, letter->partition,
		(long long)letter->offset, letter->kind, letter->code ? letter->code : "",
		letter->code ? " " : "", letter->reason, (long long)letter->waiting,
		letter->asked ? "  asked: " : "", letter->asked ? letter->asked : "");
}

static int list_letters(struct tx *tx, const struct asked *asked, struct err *err)
{
	int64_t after = 0;
	size_t count = PAGE;
	size_t total = 0;
	while (count == PAGE) {
		AUTO(rows) *rows = NULL;
		if (dead_list(tx, asked->flag, after, PAGE, &rows, err) < 0)
			return -1;
		count = rows_count(rows);
		for (size_t i = 0; i < count; i++) {
			struct dead_letter letter = dead_row(rows, i);
			print_row(&letter);
			after = letter.id;
		}
		total += count;
	}
	terminal_say("%zu dead letters of %s\n", total, asked->service->name);
	return 0;
}

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x7b7d" as bytes. */
static void decode_hex(const char *hex, struct strbuf *out)
{
	for (const char *at = hex + 2; at[0] && at[1]; at += 2)
		strbuf_add_char(out, (char)(hex_digit(at[0]) * 16 + hex_digit(at[1])));
}

static const struct msg_type *type_of(const char *ce_type)
{
	for (size_t i = 0; ce_type && i < message_types_count; i++)
		if (message_types[i]->ce_type &&
		    strcmp(message_types[i]->ce_type, ce_type) == 0)
			return message_types[i];
	return NULL;
}

static int print_value(const struct dead_letter *letter, const char *hex, bool raw,
		       struct err *err)
{
	STRBUF_AUTO value = strbuf_new(VALUE_MOST);
	STRBUF_AUTO masked = strbuf_new(VALUE_MOST);
	const struct msg_type *type = type_of(letter->record_type);
	decode_hex(hex, &value);
	if (raw) {
		terminal_say("%s\n", value.text ? value.text : "");
		return 0;
	}
	if (!type ||
	    msg_mask(type, (struct slice){ value.text, value.len }, &masked, err) < 0)
		terminal_say("(%zu bytes that cannot be masked; --raw shows them)\n",
			     value.len);
	else
		terminal_say("%s\n", masked.text);
	return 0;
}

static int read_id(const char *text, int64_t *ret_id, struct err *err)
{
	size_t length = strspn(text, "0123456789");
	if (length == 0 || length > 18 || text[length])
		return err_set(err, ERR_INVALID,
			       "'%s' is not the number of a dead letter", text);
	*ret_id = strtoll(text, NULL, 10);
	return 0;
}

static int show_letter(struct tx *tx, int64_t id, bool raw, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *value = NULL;
	if (dead_show(tx, id, &rows, err) < 0 || dead_value(tx, id, &value, err) < 0)
		return -1;
	struct dead_letter letter = dead_row(rows, 0);
	print_row(&letter);
	terminal_say("key %s\nrecord %s %s\n", letter.key, letter.record_id,
		     letter.record_type ? letter.record_type : "(no type)");
	const char *hex = rows_count(value) ? row_text(value, 0, 0) : NULL;
	if (hex)
		return print_value(&letter, hex, raw, err);
	terminal_say("(no payload: a tombstone, or settled)\n");
	return 0;
}

static int settle_letter(struct tx *tx, const char *verb, int64_t id, struct err *err)
{
	int result = strcmp(verb, "replay") == 0 ? dead_replay(tx, id, ACTOR, err)
						 : dead_discard(tx, id, ACTOR, err);
	if (result < 0)
		return err_prefix(err, "%lld: ", (long long)id);
	terminal_say("%lld: asked to %s\n", (long long)id, verb);
	return 0;
}

static int each_id(struct tx *tx, const struct asked *asked, struct err *err)
{
	for (int i = 0; i < asked->ids_count; i++) {
		int64_t id = 0;
		if (read_id(asked->ids[i], &id, err) < 0)
			return -1;
		int result = strcmp(asked->verb, "show") == 0
				     ? show_letter(tx, id, asked->flag, err)
				     : settle_letter(tx, asked->verb, id, err);
		if (result < 0)
			return -1;
	}
	return 0;
}

static int run(const struct asked *asked, struct err *err)
{
	SETUP_AUTO setup = { .clock = NULL };
	AUTO(pool) *pool = NULL;
	AUTO(tx) *tx = NULL;
	if (setup_open(&setup, err) < 0 ||
	    setup_pool(&setup, asked->service, &pool, err) < 0 ||
	    tx_begin(pool, &tx, err) < 0)
		return -1;
	int result = strcmp(asked->verb, "list") == 0 ? list_letters(tx, asked, err)
						      : each_id(tx, asked, err);
	if (result < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static bool read_words(int argc, char **argv, struct asked *ret_asked)
{
	static const char *const verbs[] = { "list", "show", "replay", "discard" };
	int at = 1;
	for (size_t i = 0; argc > 1 && i < COUNT_OF(verbs); i++)
		if (strcmp(verbs[i], argv[1]) == 0)
			ret_asked->verb = verbs[i];
	if (!ret_asked->verb)
		return false;
	at++;
	bool list = strcmp(ret_asked->verb, "list") == 0;
	if (at < argc && strcmp(argv[at], list ? "--all" : "--raw") == 0) {
		ret_asked->flag = true;
		at++;
	}
	ret_asked->service = at < argc ? ctl_service_find(argv[at]) : NULL;
	ret_asked->ids = argv + at + 1;
	ret_asked->ids_count = argc - at - 1;
	return ret_asked->service && (list || ret_asked->ids_count > 0);
}

int command_dead(int argc, char **argv)
{
	struct asked asked = { .verb = NULL };
	struct err err = { 0 };
	bool help = argc > 1 && strcmp(argv[1], "--help") == 0;
	if (help || !read_words(argc, argv, &asked)) {
		print_help();
		return help ? CTL_DONE : CTL_USAGE;
	}
	if (run(&asked, &err) == 0)
		return CTL_DONE;
	terminal_complain("dead: %s", err.text);
	return CTL_FAILED;
}
