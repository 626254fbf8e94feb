/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading text line by line: one buffer of the longest line, refilled behind the line
 * that was lent last.
 */
#include "sys/line_in.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

struct line_in {
	int fd;
	bool at_end;
	bool skipping; /* inside a line that is too long */
	size_t max;
	size_t start; /* of what was not lent yet */
	size_t end;
	char bytes[];
};

struct line_in *line_in_open(int fd, size_t max_line)
{
	struct line_in *in = mem_alloc(sizeof(*in) + max_line + 1);

	in->fd = fd;
	in->max = max_line;
	return in;
}

void line_in_free(struct line_in *in)
{
	mem_free(in);
}

static int refill(struct line_in *in, struct err *err)
{
	ssize_t got;

	memmove(in->bytes, in->bytes + in->start, in->end - in->start);
	in->end -= in->start;
	in->start = 0;
	do {
		got = read(in->fd, in->bytes + in->end, in->max + 1 - in->end);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return err_set(err, ERR_BROKEN, "input: %s", strerrordesc_np(errno));
	in->at_end = got == 0;
	in->end += (size_t)got;
	return 0;
}

/* Hand out `len` bytes and step over them and their newline. */
static void lend(struct line_in *in, size_t len, enum line_found *ret_found,
		 struct slice *ret_line)
{
	*ret_found = in->skipping ? LINE_TOO_LONG : LINE_TEXT;
	*ret_line = (struct slice){ in->bytes + in->start, in->skipping ? 0 : len };
	in->skipping = false;
	in->start += len + (in->start + len < in->end ? 1 : 0);
}

int line_in_next(struct line_in *in, enum line_found *ret_found, struct slice *ret_line,
		 struct err *err)
{
	for (;;) {
		size_t held = in->end - in->start;
		const char *newline = memchr(in->bytes + in->start, '\n', held);

		if (newline != NULL) {
			lend(in, (size_t)(newline - in->bytes) - in->start, ret_found,
			     ret_line);
			return 0;
		}
		if (in->at_end && held == 0 && !in->skipping) {
			*ret_found = LINE_NONE;
			return 0;
		}
		if (in->at_end) {
			lend(in, held, ret_found, ret_line);
			return 0;
		}
		if (held > in->max) {
			in->skipping = true;
			in->start = in->end;
		}
		if (refill(in, err) < 0)
			return -1;
	}
}
