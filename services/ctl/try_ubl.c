/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try ubl FILE…: what intake reads in an invoice and what it finds wrong, one
 * line of JSON a file, in the order of the files. A file that cannot be read at all gives
 * a line with "error"; the exit code tells only of files that are not there.
 */
#include "base/json_out.h"
#include "ctl/terminal.h"
#include "ctl/try.h"
#include "invoice/domain/ubl_node.h"
#include "invoice/intake/dry_run.h"
#include "sys/file.h"

enum { MAX_ANSWER = 32 << 20 };

static void write_error(const struct err *err, struct strbuf *answer)
{
	struct json_out out = json_out_into(answer);

	json_out_open_object(&out, NULL);
	json_out_text(&out, "error", err->text);
	json_out_close_object(&out);
}

static int answer_file(const char *path, struct strbuf *answer)
{
	struct err err = { 0 };
	char *bytes = NULL;
	size_t len = 0;

	if (file_read(path, UBL_MAX_BYTES, &bytes, &len, &err) < 0) {
		write_error(&err, answer);
		return CTL_FAILED;
	}
	(void)dry_run_ubl((struct slice){ bytes, len }, answer);
	mem_free(bytes);
	if (strbuf_check(answer, &err) < 0) {
		strbuf_clear(answer);
		write_error(&err, answer);
		return CTL_FAILED;
	}
	return CTL_DONE;
}

int try_ubl(int argc, char **argv)
{
	int code = CTL_DONE;

	if (argc < 2) {
		terminal_complain("try ubl needs a file: beurt-ctl try ubl FILE…");
		return CTL_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		STRBUF_AUTO answer = strbuf_new(MAX_ANSWER);
		int answered = answer_file(argv[i], &answer);

		if (answered != CTL_DONE)
			code = answered;
		terminal_say("%s\n", answer.text);
	}
	return code;
}
