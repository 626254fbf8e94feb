/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try why: run the rules again on the explanations of proposals.
 *
 * Reads one proposal.state per line, as it travels on its topic, and writes what the
 * rules make of its inputs today, and whether that is what the proposal says.
 */
#include <unistd.h>

#include "ctl/terminal.h"
#include "ctl/try.h"
#include "msg/msg.h"
#include "reminder/list/why.h"
#include "sys/file.h"
#include "sys/line_in.h"

#define MAX_IN  ((size_t)1 << 20)
#define MAX_OUT ((size_t)1 << 16)

static void write_date(struct json_out *out, const char *name, struct civil_date date)
{
	char text[CIVIL_TEXT];

	json_out_text(out, name, civil_is_set(date) ? civil_format(date, text) : NULL);
}

static int write_again(const struct proposal_state *proposal, struct json_out *out,
		       struct err *err)
{
	struct err differs = { .kind = ERR_NONE };
	struct why_dates dates;

	if (why_dates(proposal, &dates, err) < 0)
		return -1;
	json_out_text(out, "proposal_id", proposal->proposal_id);
	write_date(out, "due_p10", dates.when.p10);
	write_date(out, "due_p50", dates.when.p50);
	write_date(out, "due_p90", dates.when.p90);
	write_date(out, "apk_expiry", dates.apk_expiry);
	json_out_flag(out, "same", why_verify(proposal, &differs) == 0);
	if (differs.kind != ERR_NONE)
		json_out_text(out, "difference", differs.text);
	return 0;
}

static int answer_line(struct slice line, struct json_out *out, struct err *err)
{
	void *msg;
	int done;

	if (msg_decode(&proposal_state_type, line, &msg, err) < 0)
		return -1;
	json_out_open_object(out, NULL);
	done = write_again(msg, out, err);
	json_out_close_object(out);
	msg_free(&proposal_state_type, msg);
	return done < 0 ? -1 : strbuf_check(out->buf, err);
}

static void fill_answer(struct slice line, enum line_found found, struct strbuf *answer)
{
	struct json_out out = json_out_into(answer);
	struct err err = { 0 };
	int failed = found == LINE_TOO_LONG
			     ? err_set(&err, ERR_INVALID, "line is longer than %zu bytes",
				       MAX_IN)
			     : answer_line(line, &out, &err);

	if (failed < 0) {
		strbuf_clear(answer);
		out = json_out_into(answer);
		json_out_open_object(&out, NULL);
		json_out_text(&out, "error", err.text);
		json_out_close_object(&out);
	}
	strbuf_add_char(answer, '\n');
}

static int answer_lines(struct err *err)
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
		strbuf_clear(&answer);
		fill_answer(line, found, &answer);
		if (file_write_all(STDOUT_FILENO,
				   (struct slice){ answer.text, answer.len }, err) < 0)
			return -1;
	}
}

int try_why(int argc, char **argv)
{
	struct err err = { 0 };

	(void)argv;
	if (argc > 1) {
		terminal_complain("try why takes no arguments: it reads standard input");
		return CTL_USAGE;
	}
	if (answer_lines(&err) == 0)
		return CTL_DONE;
	terminal_complain("%s", err.text);
	return CTL_FAILED;
}
