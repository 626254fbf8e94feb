/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading text line by line, with a maximum.
 *
 * A line that is too long is skipped as a whole and told as one, so that the lines after
 * it keep their place. The last line may lack its newline. Thread: one at a time.
 */
#ifndef BEURT_SYS_LINE_IN_H
#define BEURT_SYS_LINE_IN_H

#include "base/err.h"
#include "base/slice.h"

struct line_in;

enum line_found { LINE_NONE, LINE_TEXT, LINE_TOO_LONG };

struct line_in *line_in_open(int fd, size_t max_line); /* keeps fd, does not close it */
void line_in_free(struct line_in *in);
AUTO_FREE(line_in, line_in_free)
/* Lends the line, without its newline, until the next call. LINE_NONE is the end. */
MUST_CHECK int line_in_next(struct line_in *in, enum line_found *ret_found,
			    struct slice *ret_line, struct err *err);

#endif
