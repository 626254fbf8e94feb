/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A job is given to the print house once: whichever step a process died at, and whatever
 * the print house has taken away since.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "notification/print/job.h"
#include "sys/file.h"

static const struct slice MANIFEST = { "{}\n", 3 };

struct room {
	char folder[40];
	struct job job;
};

static int open_room(void **state)
{
	struct room *room = mem_alloc(sizeof(*room));

	snprintf(room->folder, sizeof(room->folder), "/tmp/beurt-job-XXXXXX");
	if (!mkdtemp(room->folder))
		return -1;
	room->job.folder = room->folder;
	job_name(&room->job, "NL-4711", "letter", "0198c2f0");
	*state = room;
	return 0;
}

static void path_of(const struct room *room, const char *name, char path[100])
{
	snprintf(path, 100, "%s/%s", room->folder, name);
}

static int close_room(void **state)
{
	static const char *const NAMES[] = { "NL-4711-letter-0198c2f0.json",
					     "NL-4711-letter-0198c2f0.json.new",
					     "NL-4711-letter-0198c2f0-1.pdf",
					     "done/NL-4711-letter-0198c2f0.json" };
	struct room *room = *state;
	char path[100];

	for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
		path_of(room, NAMES[i], path);
		(void)unlink(path);
	}
	path_of(room, "done", path);
	(void)rmdir(path);
	(void)rmdir(room->folder);
	mem_free(room);
	return 0;
}

static bool is_published(const struct room *room)
{
	struct err err = { 0 };
	bool published = false;

	assert_int_equal(job_is_published(&room->job, &published, &err), 0);
	return published;
}

static bool is_there(const struct room *room, const char *name)
{
	char path[100];

	path_of(room, name, path);
	return access(path, F_OK) == 0;
}

static void publish(const struct room *room)
{
	struct err err = { 0 };

	assert_int_equal(job_write(&room->job, "-1.pdf", slice_of("%PDF"), &err), 0);
	assert_int_equal(job_publish(&room->job, MANIFEST, &err), 0);
}

static void test_the_manifest_comes_last_and_once(void **state)
{
	const struct room *room = *state;

	assert_false(is_published(room));
	publish(room);
	assert_true(is_there(room, "NL-4711-letter-0198c2f0.json"));
	assert_true(is_there(room, "NL-4711-letter-0198c2f0-1.pdf"));
	assert_true(is_published(room));
}

static void test_what_the_print_house_took_away_is_not_given_again(void **state)
{
	const struct room *room = *state;
	char path[100];

	assert_false(is_published(room));
	publish(room);
	path_of(room, "NL-4711-letter-0198c2f0.json", path);
	assert_int_equal(unlink(path), 0);
	assert_true(is_published(room));
}

/* Died between the link and the rename: the print house has not seen it yet. */
static void test_a_manifest_without_its_name_is_not_published(void **state)
{
	const struct room *room = *state;
	char fresh[100];
	char done[100];
	struct err err = { 0 };

	assert_false(is_published(room));
	path_of(room, "NL-4711-letter-0198c2f0.json.new", fresh);
	path_of(room, "done/NL-4711-letter-0198c2f0.json", done);
	assert_int_equal(file_replace(fresh, MANIFEST, &err), 0);
	assert_false(is_published(room));
	assert_int_equal(link(fresh, done), 0);
	assert_false(is_published(room));
	publish(room);
	assert_true(is_published(room));
	assert_true(is_there(room, "NL-4711-letter-0198c2f0.json"));
}

static void test_a_folder_that_is_away_is_tried_later(void **state)
{
	struct job job = { .folder = "/tmp/beurt-no-such-folder" };
	struct err err = { 0 };
	bool published;

	(void)state;
	job_name(&job, "NL/../x", "card", "1");
	assert_string_equal(job.name, "NL____x-card-1");
	assert_int_equal(job_is_published(&job, &published, &err), -1);
	assert_int_equal(err.kind, ERR_LATER);
	err = (struct err){ 0 };
	assert_int_equal(job_write(&job, "-1.pdf", slice_of("x"), &err), -1);
	assert_int_equal(err.kind, ERR_LATER);
}

#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_ROOM(test_the_manifest_comes_last_and_once),
		IN_A_ROOM(test_what_the_print_house_took_away_is_not_given_again),
		IN_A_ROOM(test_a_manifest_without_its_name_is_not_published),
		IN_A_ROOM(test_a_folder_that_is_away_is_tried_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
