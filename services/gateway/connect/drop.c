/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how files of the folder are claimed, read and put away. The rename into work/
 * is the claim: two that look at once cannot both have it. A file whose reading was cut
 * short lies in work/ and is read again: rows that were taken in are known by then.
 */
#include "gateway/connect/drop.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "gateway/connect/reception.h"
#include "gateway/connect/sheet.h"
#include "sys/file.h"
#include "sys/link.h"
#include "sys/log.h"
#include "sys/signed.h"
#include "sys/thread.h"

#define LOOK_MICROS  INT64_C(1000000)
#define FILE_MOST    ((size_t)4 << 20)
#define REASONS_MOST ((size_t)1 << 20)
#define ROW_TEXT     24
#define PLACE_TEXT   1200

struct drop {
	struct gateway *gateway;
	struct thread thread;
	struct mutex lock;
	struct cond changed;
	bool stopping; /* under lock */
};

/* One file of one connector. */
struct dropped {
	const char *folder; /* the connector's */
	const char *name;
	char digest[LINK_HASH_TEXT]; /* of what it holds: the same rows again are known */
};

static const char *place(const struct dropped *file, const char *room, const char *suffix,
			 char ret_path[PLACE_TEXT])
{
	snprintf(ret_path, PLACE_TEXT, "%.500s/%s/%.255s%s", file->folder, room,
		 file->name, suffix);
	return ret_path;
}

static int move(const struct dropped *file, const char *from, const char *to,
		struct err *err)
{
	char old[PLACE_TEXT], new[PLACE_TEXT];
	snprintf(old, sizeof(old), "%.500s/%s", file->folder, to);
	mkdir(old, 0770);
	if (rename(place(file, from, "", old), place(file, to, "", new)) != 0)
		return err_set(err, ERR_LATER, "a dropped file cannot be moved to %s/",
			       to);
	return 0;
}

struct csv_row {
	const struct sheet *csv;
	size_t row;
};

static enum json_kind find_in_row(const void *from, const char *path, struct strbuf *out)
{
	const struct csv_row *at = from;
	const char *text = sheet_field(at->csv, at->row, path);
	if (!text || !*text)
		return JSON_ABSENT;
	strbuf_add(out, text);
	return JSON_TEXT;
}

/* ERR_LATER stops the file, everything else is that row's own fault. */
static int take_row(struct drop *drop, const struct connector *connector,
		    const struct dropped *file, const struct csv_row *at,
		    struct strbuf *reasons, struct err *err)
{
	char post[SIGNED_ID_MAX + 1];
	struct mapping_source source = { find_in_row, at };
	size_t line = sheet_line(at->csv, at->row);
	snprintf(post, sizeof(post), "%.40s/%zu", file->digest, line);
	struct arrived arrived = { post, post, &source };
	if (reception_take(drop->gateway, connector, &arrived, err) == 0)
		return 0;
	if (err->kind == ERR_LATER || err->kind == ERR_BROKEN)
		return -1;
	strbuf_addf(reasons, "line %zu: %s: %s\n", line, err->code, err->text);
	err_clear(err);
	return 0;
}

static int take_rows(struct drop *drop, const struct connector *connector,
		     const struct dropped *file, struct slice text,
		     struct strbuf *reasons, struct err *err)
{
	AUTO(sheet) *csv = NULL;
	if (sheet_open(text, &csv, err) < 0) {
		strbuf_addf(reasons, "%s\n", err->text);
		err_clear(err);
		return 0;
	}
	for (size_t i = 0; i < sheet_rows(csv); i++) {
		struct csv_row at = { csv, i };
		if (take_row(drop, connector, file, &at, reasons, err) < 0)
			return -1;
	}
	return 0;
}

static int put_away(const struct dropped *file, const struct strbuf *reasons,
		    struct err *err)
{
	char path[PLACE_TEXT];
	struct slice text = { reasons->text, reasons->len };
	if (reasons->len == 0)
		return move(file, "work", "processed", err);
	if (move(file, "work", "rejected", err) < 0)
		return -1;
	return file_replace(place(file, "rejected", ".txt", path), text, err);
}

/* What cannot be read lies aside with the reason, and holds up nothing. */
static int put_aside(const struct dropped *file, struct err *why, struct err *err)
{
	STRBUF_AUTO reasons = strbuf_new(REASONS_MOST);
	if (why->kind == ERR_ABSENT)
		return 0; /* somebody else put it away */
	if (why->kind == ERR_INVALID)
		strbuf_addf(&reasons, "the file is larger than %zu bytes\n", FILE_MOST);
	else if (why->kind == ERR_DENIED)
		strbuf_add(&reasons, "the file may not be read\n");
	if (reasons.len > 0)
		return put_away(file, &reasons, err);
	*err = *why;
	return -1;
}

static int take_file(struct drop *drop, const struct connector *connector,
		     struct dropped *file, struct err *err)
{
	char path[PLACE_TEXT];
	AUTO_TEXT *bytes = NULL;
	size_t len;
	STRBUF_AUTO reasons = strbuf_new(REASONS_MOST);
	struct err why = { .kind = ERR_NONE };
	if (file_read(place(file, "work", "", path), FILE_MOST, &bytes, &len, &why) < 0)
		return put_aside(file, &why, err);
	struct slice text = { bytes, len };
	link_digest(bytes, len, file->digest);
	if (take_rows(drop, connector, file, text, &reasons, err) < 0)
		return -1;
	log_event(LOG_INFO, "file_dropped", F_TEXT("connector", connector->id.text),
		  F_INT("bytes", (int64_t)len), F_INT("refused", reasons.len > 0));
	return put_away(file, &reasons, err);
}

static bool is_csv(const char *name)
{
	size_t len = strlen(name);
	return len > 4 && name[0] != '.' && strcmp(name + len - 4, ".csv") == 0;
}

/* No folder, no pipe that is waited for, no link to elsewhere. */
static bool is_plain(const struct dropped *file, const char *room)
{
	char path[PLACE_TEXT];
	struct stat about;
	return lstat(place(file, room, "", path), &about) == 0 && S_ISREG(about.st_mode);
}

typedef int (*file_fn)(struct drop *drop, const struct connector *connector,
		       struct dropped *file, struct err *err);

static int each_file(struct drop *drop, const struct connector *connector,
		     const char *folder, const char *room, file_fn run, struct err *err)
{
	char path[PLACE_TEXT];
	snprintf(path, sizeof(path), "%.500s/%s", folder, room);
	DIR *dir = opendir(path);
	int result = 0;
	if (!dir)
		return 0;
	for (struct dirent *entry; result == 0 && (entry = readdir(dir)) != NULL;) {
		struct dropped file = { .folder = folder, .name = entry->d_name };
		if (is_csv(entry->d_name) && is_plain(&file, room))
			result = run(drop, connector, &file, err);
	}
	closedir(dir);
	return result;
}

static int claim_file(struct drop *drop, const struct connector *connector,
		      struct dropped *file, struct err *err)
{
	(void)drop;
	(void)connector;
	return move(file, "in", "work", err);
}

static int look_at(struct drop *drop, const struct uuid *id, struct err *err)
{
	char folder[600];
	CONNECTOR_AUTO connector = { .rows = NULL };
	snprintf(folder, sizeof(folder), "%.500s/%s",
		 drop->gateway->knobs->connector_folder, id->text);
	if (connector_open(drop->gateway, id, &connector, err) < 0)
		return err->kind == ERR_ABSENT ? 0 : -1;
	if (!connector.active)
		return 0;
	if (each_file(drop, &connector, folder, "in", claim_file, err) < 0)
		return -1;
	return each_file(drop, &connector, folder, "work", take_file, err);
}

/* What goes wrong with one connector's files holds up no other's. */
static void look_for(struct drop *drop, const struct uuid *id)
{
	struct err err = { .kind = ERR_NONE };
	if (look_at(drop, id, &err) < 0)
		log_event(LOG_WARNING, "folder_not_read", F_TEXT("connector", id->text),
			  F_TEXT("reason", err.text));
}

static int look(struct drop *drop, struct err *err)
{
	DIR *dir = opendir(drop->gateway->knobs->connector_folder);
	if (!dir)
		return err_set(err, ERR_LATER, "BEURT_CONNECTOR_FOLDER cannot be read");
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		struct uuid id = uuid_from(entry->d_name);
		if (uuid_is_set(&id))
			look_for(drop, &id);
	}
	closedir(dir);
	return 0;
}

static bool pause_or_stop(struct drop *drop)
{
	MUTEX_HOLD(&drop->lock);
	int64_t until = clock_monotonic() + LOOK_MICROS;
	while (!drop->stopping && clock_monotonic() < until)
		cond_wait_until(&drop->changed, &drop->lock, until);
	return drop->stopping;
}

static void run(void *context)
{
	struct drop *drop = context;
	while (!pause_or_stop(drop)) {
		struct err err = { .kind = ERR_NONE };
		if (look(drop, &err) < 0)
			log_event(LOG_WARNING, "folder_not_read",
				  F_TEXT("reason", err.text));
	}
}

int drop_start(struct gateway *gateway, struct drop **ret_drop, struct err *err)
{
	*ret_drop = NULL;
	if (!gateway->knobs->connector_folder[0])
		return 0;
	struct drop *drop = mem_alloc(sizeof(*drop));
	drop->gateway = gateway;
	mutex_init(&drop->lock);
	cond_init(&drop->changed);
	if (thread_start(&drop->thread, "drop", run, drop, err) < 0) {
		drop_stop(drop);
		return -1;
	}
	*ret_drop = drop;
	return 0;
}

void drop_stop(struct drop *drop)
{
	if (!drop)
		return;
	mutex_lock(&drop->lock);
	drop->stopping = true;
	cond_wake_all(&drop->changed);
	mutex_unlock(&drop->lock);
	thread_join(&drop->thread);
	cond_done(&drop->changed);
	mutex_done(&drop->lock);
	mem_free(drop);
}
