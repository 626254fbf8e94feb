/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads documents, one a line, and parses each on one core: once by the contract's own
 * tables, which also check it, and once by jansson.
 *
 * Usage: bare_parse FILE; prints the seconds of either.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "gen/invoice_published.h"
#include "msg/msg.h"
#include "sys/file.h"

#define MOST_BYTES (512u << 20)

typedef int (*parse_fn)(struct slice line);

static int by_tables(struct slice line)
{
	struct err err;
	void *msg;

	if (msg_decode(&invoice_published_type, line, &msg, &err) < 0) {
		fprintf(stderr, "bare_parse: %s\n", err.text);
		return -1;
	}
	msg_free(&invoice_published_type, msg);
	return 0;
}

static int by_jansson(struct slice line)
{
	json_t *root = json_loadb(line.at, line.len, 0, NULL);

	json_decref(root);
	return root ? 0 : -1;
}

static double cpu_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Seconds for all lines. */
static double measure(struct slice text, parse_fn parse)
{
	double began = cpu_seconds();

	while (text.len > 0) {
		const char *end = memchr(text.at, '\n', text.len);
		size_t length = end ? (size_t)(end - text.at) : text.len;

		if (parse((struct slice){ text.at, length }) < 0)
			exit(1);
		length += end != NULL;
		text = (struct slice){ text.at + length, text.len - length };
	}
	return cpu_seconds() - began;
}

int main(int argc, char **argv)
{
	struct err err;
	char *bytes;
	size_t length;

	if (argc != 2 || file_read(argv[1], MOST_BYTES, &bytes, &length, &err) < 0) {
		fprintf(stderr, "usage: bare_parse FILE\n");
		return 1;
	}
	struct slice text = { bytes, length };
	double tables = measure(text, by_tables);

	printf("%.6f %.6f\n", tables, measure(text, by_jansson));
	mem_free(bytes);
	return 0;
}
