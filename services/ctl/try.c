/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try: the table of rules, and the loop from input lines to output lines.
 *
 * Every input line gives exactly one output line, in the same order and written at once,
 * so that the tool can stand at the other end of a pipe and be asked line by line.
 */
#include "ctl/try.h"

#include <string.h>
#include <unistd.h>

#include "ctl/command.h"
#include "ctl/terminal.h"
#include "sys/file.h"
#include "sys/line_in.h"

enum { MAX_IN = 1 << 20, MAX_OUT = 4 << 20 };

struct rule {
	const char *name;
	const char *usage; /* members of an input line, or arguments */
	const char *answer;
	try_line_fn line;                  /* from standard input, or … */
	int (*run)(int argc, char **argv); /* … from files; argv[0] is the rule's name */
};

static const struct rule RULES[] = {
	{ "plate", "{\"input\"}", "normalised, formatted, sidecode, valid, warnings",
	  .line = try_plate },
	{ "week", "{\"instant_utc\"}", "local, list_week, editable", .line = try_week },
	{ "deadline", "{\"list_week\"}", "opens_utc, deadline_utc, invite_week",
	  .line = try_deadline },
	{ "apk",
	  "{\"first_admission\", \"fuel\", \"category\", \"approved_on\", "
	  "\"previous_expiry\"}",
	  "first_due, period_months, new_expiry", .line = try_apk },
	{ "visits", "--vehicles FILE --visits FILE --cutoff DATE",
	  "kenteken, odometer_km, next_visit, next_service, next_apk, readings",
	  .run = try_visits },
	{ "proposals", "--vehicles FILE --visits FILE --cutoff DATE",
	  "proposal.state, one per reason group of each car", .run = try_proposals },
	{ "why", "proposal.state, as it travels",
	  "due_p10, due_p50, due_p90, apk_expiry, same", .run = try_why },
	{ "ubl", "FILE…", "document, findings", .run = try_ubl },
	{ "email", "{\"address\"}", "accept_for_mailing", .line = try_email },
	{ "phone", "{\"input\", \"default_region\"}", "parses, e164, sms_capable",
	  .line = try_phone },
	{ "sms", "{\"text\"}", "encoding, units, segments, segment_units, expensive",
	  .line = try_sms },
	{ "window", "{\"channel\", \"instant_utc\"}", "open, opens_utc, opens_local",
	  .line = try_window },
	{ "holidays", "{\"date\"}", "holiday, name, easter", .line = try_holidays },
};

static void print_help(void)
{
	terminal_say("Usage: beurt-ctl try RULE [ARGUMENT…]\n\n"
		     "Runs one rule without any server. Rules over lines read one\n"
		     "JSON object per line from standard input and write one per\n"
		     "line, in the same order; {\"error\": …} stands for a line that\n"
		     "cannot be read.\n"
		     "\nRules:\n");
	for (size_t i = 0; i < COUNT_OF(RULES); i++)
		terminal_say("  %-9s %s\n            → %s\n", RULES[i].name,
			     RULES[i].usage, RULES[i].answer);
}

static int answer_line(const struct rule *rule, struct slice line, struct json_out *out,
		       struct err *err)
{
	AUTO(json_line) *in = NULL;

	if (json_line_open(line, &in, err) < 0)
		return -1;
	json_out_open_object(out, NULL);
	if (rule->line(in, out, err) < 0)
		return -1;
	json_out_close_object(out);
	return strbuf_check(out->buf, err);
}

/* The output line for one input line, whatever that was. */
static void fill_answer(const struct rule *rule, enum line_found found, struct slice line,
			struct strbuf *answer)
{
	struct json_out out = json_out_into(answer);
	struct err err = { 0 };
	int failed;

	strbuf_clear(answer);
	if (found == LINE_TOO_LONG)
		failed = err_set(&err, ERR_INVALID, "line is longer than %d bytes",
				 MAX_IN);
	else
		failed = answer_line(rule, line, &out, &err);
	if (failed < 0) {
		strbuf_clear(answer);
		out = json_out_into(answer);
		json_out_open_object(&out, NULL);
		json_out_text(&out, "error", err.text);
		json_out_close_object(&out);
	}
	strbuf_add_char(answer, '\n');
}

static int run_lines(const struct rule *rule, struct err *err)
{
	AUTO(line_in) *in = line_in_open(STDIN_FILENO, MAX_IN);
	STRBUF_AUTO answer = strbuf_new(MAX_OUT);

	for (;;) {
		enum line_found found;
		struct slice line;

		if (line_in_next(in, &found, &line, err) < 0)
			return -1;
		if (found == LINE_NONE)
			return 0;
		fill_answer(rule, found, line, &answer);
		if (file_write_all(STDOUT_FILENO,
				   (struct slice){ answer.text, answer.len }, err) < 0)
			return -1;
	}
}

static const struct rule *find_rule(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(RULES); i++) {
		if (strcmp(RULES[i].name, name) == 0)
			return &RULES[i];
	}
	return NULL;
}

static bool wants_help(int argc, char **argv)
{
	return argc > 1 && strcmp(argv[argc - 1], "--help") == 0;
}

int command_try(int argc, char **argv)
{
	const struct rule *rule = argc > 1 ? find_rule(argv[1]) : NULL;
	struct err err = { 0 };

	if (wants_help(argc, argv)) {
		print_help();
		return CTL_DONE;
	}
	if (rule == NULL) {
		terminal_complain("%s%s; beurt-ctl try --help lists the rules",
				  argc > 1 ? "no such rule: " : "no rule given",
				  argc > 1 ? argv[1] : "");
		return CTL_USAGE;
	}
	if (rule->run != NULL)
		return rule->run(argc - 1, argv + 1);
	if (argc > 2) {
		terminal_complain("try %s takes no arguments: it reads standard input",
				  rule->name);
		return CTL_USAGE;
	}
	if (run_lines(rule, &err) == 0)
		return CTL_DONE;
	terminal_complain("%s", err.text);
	return CTL_FAILED;
}
