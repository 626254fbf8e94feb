/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The register as files: a folder with a file a data set, as RDW gives them. Without
 * internet, for trying out, and for who downloads the data sets as a whole: a file of a
 * row a line is read in passing, so its size does not matter.
 */
#include "fleet/register/source.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "msg/json_in.h"
#include "sys/file.h"
#include "sys/line_in.h"

#define LIST_MAX      ((size_t)64 << 20) /* a list is read whole */
#define LINE_MAX      ((size_t)64 << 10)
#define PATH_MAX_TEXT 1024

struct folder {
	struct register_source source; /* first */
	char path[PATH_MAX_TEXT];
};

static int path_of(const struct folder *folder, const char *dataset, const char *ending,
		   char into[PATH_MAX_TEXT], struct err *err)
{
	if (snprintf(into, PATH_MAX_TEXT, "%s/%s.%s", folder->path, dataset, ending) >=
	    PATH_MAX_TEXT)
		return err_set(err, ERR_INVALID, "the path of the folder is too long");
	return 0;
}

/* A line that holds none of the keys needs no reading as JSON. */
static bool may_be_asked(const struct register_query *query, struct slice line)
{
	char name[REGISTER_WORD_TEXT + 4];
	const char *at;
	size_t nth;
	const char *end = line.at + line.len;
	int len = snprintf(name, sizeof(name), "\"%s\"", query->field);

	at = memmem(line.at, line.len, name, (size_t)len);
	if (!at)
		return true; /* told as strange */
	for (at += len; at < end && (*at == ' ' || *at == ':' || *at == '"'); at++)
		;
	len = (int)strcspn(at, "\"");
	return register_key_place(query, (struct slice){ at, (size_t)len }, &nth);
}

static int hear_line(struct folder *folder, const struct register_query *query,
		     struct slice line, const struct register_hearer *hearer,
		     struct err *err)
{
	AUTO(json_line) *row = NULL;

	if (slice_trim(line).len == 0 || !may_be_asked(query, line))
		return 0;
	/* What the reader would say may hold a plate. */
	if (json_line_open(line, &row, NULL) < 0)
		return err_set(err, ERR_INVALID, "not a row");
	return register_hand_on(&folder->source, query, row, hearer, err);
}

static int ask_lines(struct folder *folder, const struct register_query *query, int fd,
		     const struct register_hearer *hearer, struct err *err)
{
	AUTO(line_in) *in = line_in_open(fd, LINE_MAX);
	struct slice line;
	enum line_found found;
	int number = 0;

	for (;;) {
		if (line_in_next(in, &found, &line, err) < 0)
			return -1;
		if (found == LINE_NONE)
			return 0;
		number++;
		if (found == LINE_TOO_LONG)
			return err_set(err, ERR_INVALID, "line %d is longer than %zu",
				       number, LINE_MAX);
		if (hear_line(folder, query, line, hearer, err) < 0)
			return err_prefix(err, "line %d: ", number);
	}
}

static int ask_list(struct folder *folder, const struct register_query *query,
		    const struct register_hearer *hearer, struct err *err)
{
	char path[PATH_MAX_TEXT];
	AUTO_TEXT *bytes = NULL;
	struct register_list list = { .rows = 0 };

	if (path_of(folder, query->dataset, "json", path, err) < 0 ||
	    file_read(path, LIST_MAX, &bytes, &list.text.len, err) < 0)
		return -1;
	list.text.at = bytes;
	return register_hand_list(&folder->source, query, &list, hearer, err);
}

static int ask_folder(struct register_source *source, const struct register_query *query,
		      const struct register_hearer *hearer, struct err *err)
{
	struct folder *folder = (struct folder *)(void *)source;
	char path[PATH_MAX_TEXT];
	int fd;
	int failed;

	if (path_of(folder, query->dataset, "jsonl", path, err) < 0)
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return ask_list(folder, query, hearer, err);
	failed = ask_lines(folder, query, fd, hearer, err);
	close(fd);
	return failed;
}

static void close_folder(struct register_source *source)
{
	mem_free(source);
}

static const struct register_source_kind folder_kind = { ask_folder, close_folder };

int register_folder_open(const char *path, struct register_source **ret_source,
			 struct err *err)
{
	struct folder *folder = mem_alloc(sizeof(*folder));

	folder->source.kind = &folder_kind;
	folder->source.keys_most = REGISTER_KEYS_MAX;
	if (access(path, R_OK | X_OK) != 0 ||
	    snprintf(folder->path, sizeof(folder->path), "%s", path) >=
		    (int)sizeof(folder->path)) {
		mem_free(folder);
		return err_set(err, ERR_BROKEN,
			       "BEURT_REGISTER_FOLDER: '%s' is no "
			       "folder that can be read",
			       path);
	}
	*ret_source = &folder->source;
	return 0;
}
