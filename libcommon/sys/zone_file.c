/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zones by name: one file under the system's tzdata folder, read at first use.
 *
 * The list of zones read is the process's, behind one lock: zones never change while a
 * process lives, and there are a few hundred of them at most. Names come from dealers'
 * settings, so they are held to the characters tzdata uses before they become a path.
 */
#include "sys/zone_file.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"

enum { MAX_NAME = 64, MAX_FILE = 65536, MAX_ZONES = 700 };

static const char FOLDER[] = "/usr/share/zoneinfo";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone *known[MAX_ZONES];
static size_t known_count;

static bool is_zone_name(const char *name)
{
	static const char ALLOWED[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789_+-/";
	size_t len = strlen(name);

	return len > 0 && len <= MAX_NAME && strspn(name, ALLOWED) == len &&
	       name[0] != '/';
}

static int read_zone(const char *name, struct zone **ret_zone, struct err *err)
{
	char path[sizeof(FOLDER) + MAX_NAME + 2];
	AUTO_TEXT *bytes = NULL;
	size_t len;

	(void)snprintf(path, sizeof(path), "%s/%s", FOLDER, name);
	if (file_read(path, MAX_FILE, &bytes, &len, err) < 0)
		return err_set(err, ERR_INVALID, "no time zone %s in %s", name, FOLDER);
	return zone_from_tzif(name, (struct slice){ bytes, len }, ret_zone, err);
}

static int find_or_read(const char *name, const struct zone **ret_zone, struct err *err)
{
	for (size_t i = 0; i < known_count; i++) {
		if (strcmp(zone_name(known[i]), name) == 0) {
			*ret_zone = known[i];
			return 0;
		}
	}
	if (known_count == MAX_ZONES)
		return err_set(err, ERR_BROKEN, "more than %d time zones", MAX_ZONES);
	if (read_zone(name, &known[known_count], err) < 0)
		return -1;
	*ret_zone = known[known_count++];
	return 0;
}

int zone_find(const char *name, const struct zone **ret_zone, struct err *err)
{
	int found;

	if (name == NULL || !is_zone_name(name))
		return err_set(err, ERR_INVALID, "not the name of a time zone");
	(void)pthread_mutex_lock(&lock);
	found = find_or_read(name, ret_zone, err);
	(void)pthread_mutex_unlock(&lock);
	return found;
}
