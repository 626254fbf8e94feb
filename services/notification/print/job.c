/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of the calls is the protocol: manifest under another name, its second link in
 * done/, then its own name. A link there without the other name means it was published.
 */
#include "notification/print/job.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/crash_point.h"
#include "sys/file.h"

#define FOLDER_MODE 0755

static char plain(char c)
{
	bool keep = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-';

	return keep ? c : '_';
}

void job_name(struct job *job, const char *dealer, const char *kind, const char *batch)
{
	snprintf(job->name, sizeof(job->name), "%.40s-%.10s-%.40s", dealer, kind, batch);
	for (char *c = job->name; *c; c++)
		*c = plain(*c);
}

enum place { PLACE_OWN, PLACE_NEW, PLACE_DONE };

static void manifest_path(const struct job *job, enum place place,
			  char ret_path[JOB_PATH_TEXT])
{
	static const char *const formats[][2] = {
		[PLACE_OWN] = { "/", ".json" },
		[PLACE_NEW] = { "/", ".json.new" },
		[PLACE_DONE] = { "/done/", ".json" },
	};

	snprintf(ret_path, JOB_PATH_TEXT, "%.400s%s%.119s%s", job->folder,
		 formats[place][0], job->name, formats[place][1]);
}

static bool exists(const char *path)
{
	struct stat stat_of;

	return stat(path, &stat_of) == 0;
}

static int unusable(const struct job *job, struct err *err)
{
	return err_set(err, ERR_LATER, "the print house's folder %.60s: %s", job->folder,
		       strerrorname_np(errno));
}

int job_is_published(const struct job *job, bool *ret_published, struct err *err)
{
	char done[JOB_PATH_TEXT];
	char fresh[JOB_PATH_TEXT];

	snprintf(done, sizeof(done), "%.400s/done", job->folder);
	if (mkdir(done, FOLDER_MODE) < 0 && errno != EEXIST)
		return unusable(job, err);
	manifest_path(job, PLACE_DONE, done);
	manifest_path(job, PLACE_NEW, fresh);
	*ret_published = exists(done) && !exists(fresh);
	return 0;
}

/* A folder that is full or away is not this job's fault. */
static int later(struct err *err)
{
	err->kind = ERR_LATER;
	return -1;
}

int job_write(const struct job *job, const char *ending, struct slice bytes,
	      struct err *err)
{
	char path[JOB_PATH_TEXT];

	snprintf(path, sizeof(path), "%.400s/%.119s%.30s", job->folder, job->name,
		 ending);
	return file_replace(path, bytes, err) < 0 ? later(err) : 0;
}

static int keep_names(const struct job *job, struct err *err)
{
	int folder = open(job->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (folder < 0)
		return unusable(job, err);
	int failed = fsync(folder);

	if (failed < 0)
		unusable(job, err);
	close(folder);
	return failed;
}

int job_publish(const struct job *job, struct slice manifest, struct err *err)
{
	char own[JOB_PATH_TEXT];
	char fresh[JOB_PATH_TEXT];
	char done[JOB_PATH_TEXT];

	manifest_path(job, PLACE_OWN, own);
	manifest_path(job, PLACE_NEW, fresh);
	manifest_path(job, PLACE_DONE, done);
	if (file_replace(fresh, manifest, err) < 0)
		return later(err);
	crash_point("print.before_link");
	if (link(fresh, done) < 0 && errno != EEXIST)
		return unusable(job, err);
	crash_point("print.before_rename");
	if (rename(fresh, own) < 0)
		return unusable(job, err);
	crash_point("print.after_rename");
	return keep_names(job, err);
}
