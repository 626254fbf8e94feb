/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a path apart; path_value.c knows what may stand in each field. */
#include "inspection/domain/path.h"

#include <string.h>

#include "base/uuid.h"
#include "inspection/domain/path_rule.h"

#define MOST_PARTS  4
#define SHA256_TEXT 64

struct parts {
	const char *at[MOST_PARTS];
	size_t len[MOST_PARTS];
	size_t count;
};

static int unknown(const char *text, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "FIELD_UNKNOWN",
			    "a form has no field '%.60s'", text);
}

static bool split(const char *text, struct parts *ret_parts)
{
	*ret_parts = (struct parts){ .count = 0 };
	for (const char *at = text;;) {
		size_t len = strcspn(at, "/");

		if (len == 0 || ret_parts->count == MOST_PARTS)
			return false;
		ret_parts->at[ret_parts->count] = at;
		ret_parts->len[ret_parts->count++] = len;
		if (at[len] == '\0')
			return true;
		at += len + 1;
	}
}

static bool part_is(const struct parts *parts, size_t i, const char *word)
{
	return i < parts->count && parts->len[i] == strlen(word) &&
	       memcmp(parts->at[i], word, parts->len[i]) == 0;
}

static bool take(const struct parts *parts, size_t i, char *ret_text, size_t size)
{
	if (i >= parts->count || parts->len[i] >= size)
		return false;
	memcpy(ret_text, parts->at[i], parts->len[i]);
	ret_text[parts->len[i]] = '\0';
	return true;
}

bool path_id_is_valid(const char *id)
{
	size_t len = strlen(id);

	return len > 0 && len < PATH_ID &&
	       strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len;
}

static bool is_sha256(const char *text)
{
	return strlen(text) == SHA256_TEXT &&
	       strspn(text, "0123456789abcdef") == SHA256_TEXT;
}

static bool read_point(const struct parts *parts, struct path *path)
{
	if (!take(parts, 1, path->id, sizeof(path->id)) || !path_id_is_valid(path->id))
		return false;
	if (parts->count == 3) {
		path->kind = part_is(parts, 2, "status")    ? PATH_STATUS
			     : part_is(parts, 2, "note")    ? PATH_NOTE
			     : part_is(parts, 2, "private") ? PATH_PRIVATE
							    : PATH_NONE;
		return take(parts, 2, path->leaf, sizeof(path->leaf));
	}
	if (!take(parts, 3, path->leaf, sizeof(path->leaf)))
		return false;
	if (part_is(parts, 2, "photo"))
		path->kind = is_sha256(path->leaf) ? PATH_PHOTO : PATH_NONE;
	else if (part_is(parts, 2, "measure"))
		path->kind = PATH_MEASURE;
	return true;
}

/* advice/<uuid>/<name> and work/<uuid>/<name> */
static bool read_line(const struct parts *parts, enum path_kind kind, struct path *path)
{
	path->kind = kind;
	return parts->count == 3 && take(parts, 1, path->id, sizeof(path->id)) &&
	       uuid_is_valid(path->id) && take(parts, 2, path->leaf, sizeof(path->leaf));
}

static bool read_plain(const struct parts *parts, enum path_kind kind, struct path *path)
{
	path->kind = kind;
	return parts->count == 2 && take(parts, 1, path->leaf, sizeof(path->leaf));
}

int path_read(const char *text, struct path *ret_path, struct err *err)
{
	struct path path = { .kind = PATH_NONE };
	struct parts parts;
	bool good;

	if (strlen(text) >= PATH_TEXT || !split(text, &parts))
		return unknown(text, err);
	if (part_is(&parts, 0, "point"))
		good = read_point(&parts, &path);
	else if (part_is(&parts, 0, "advice"))
		good = read_line(&parts, PATH_ADVICE, &path);
	else if (part_is(&parts, 0, "work"))
		good = read_line(&parts, PATH_WORK, &path);
	else if (part_is(&parts, 0, "head"))
		good = read_plain(&parts, PATH_HEAD, &path);
	else if (part_is(&parts, 0, "customer"))
		good = read_plain(&parts, PATH_CUSTOMER, &path);
	else
		good = part_is(&parts, 0, "vehicle") &&
		       read_plain(&parts, PATH_VEHICLE, &path);
	if (!good || path.kind == PATH_NONE || !path_rule_find(&path))
		return unknown(text, err);
	*ret_path = path;
	return 0;
}
