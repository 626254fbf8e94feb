/* SPDX-License-Identifier: Apache-2.0 */
/* A folder with an empty file a data set, and what is read from it of a plate. */
#ifndef BEURT_TEST_REGISTER_FOLDER_H
#define BEURT_TEST_REGISTER_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "fleet/register/fetch.h"
#include "sys/file.h"
#include "unit.h"

static char folder[64];

static inline void put(const char *name, const char *text)
{
	struct err err = { 0 };
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (file_replace(path, slice_of(text), &err) < 0)
		fail_msg("%s: %s", path, err.text);
}

static inline void put_stored(const char *name, const char *stored)
{
	struct err err = { 0 };
	char path[160];
	AUTO_TEXT *bytes = NULL;
	size_t len;

	snprintf(path, sizeof(path), TEST_DATA "/rdw/%s", stored);
	if (file_read(path, 1 << 20, &bytes, &len, &err) < 0)
		fail_msg("%s: %s", path, err.text);
	put(name, bytes);
}

static inline int make_folder(void **state)
{
	char name[40];

	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/beurt-register-XXXXXX");
	assert_non_null(mkdtemp(folder));
	for (enum register_dataset which = 0; which < REGISTER_DATASETS; which++) {
		snprintf(name, sizeof(name), "%s.json", register_dataset_id(which));
		put_stored(name, "no_vehicles.json");
	}
	return 0;
}

static inline void remove_file(const char *name)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
}

static inline int drop_folder(void **state)
{
	char name[40];

	(void)state;
	for (enum register_dataset which = 0; which < REGISTER_DATASETS; which++) {
		snprintf(name, sizeof(name), "%s.json", register_dataset_id(which));
		remove_file(name);
		snprintf(name, sizeof(name), "%s.jsonl", register_dataset_id(which));
		remove_file(name);
	}
	rmdir(folder);
	return 0;
}

static inline struct register_batch fetch_one(struct register_car *car, const char *plate)
{
	struct register_batch batch = { .cars = car, .count = 1 };
	AUTO(register_source) *source = NULL;
	struct err err = { 0 };

	*car = (struct register_car){ .was_found = false };
	snprintf(car->plate, sizeof(car->plate), "%s", plate);
	if (register_folder_open(folder, &source, &err) < 0 ||
	    register_fetch(source, &batch, &err) < 0)
		fail_msg("%s: %s", plate, err.text);
	return batch;
}

static inline void expect_date(const char *sentence, struct civil_date got,
			       const char *wanted)
{
	char text[CIVIL_TEXT] = "";

	if (civil_is_set(got))
		civil_format(got, text);
	expect_text(sentence, text, wanted);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, make_folder, drop_folder)

#endif
