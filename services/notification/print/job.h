/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A job in the print house's directory: the PDFs, a CSV of the sheets, and a manifest
 * that appears last, under its name at once. Who sees the manifest may fetch the whole
 * job.
 *
 * A job is published once, whatever happens between: a second link of the manifest stays
 * in done/, and tells a repeat that the print house had it, also when it has taken the
 * files away since. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_JOB_H
#define BEURT_NOTIFICATION_JOB_H

#include <stdbool.h>

#include "base/err.h"
#include "base/slice.h"

#define JOB_NAME_TEXT 120
#define JOB_PATH_TEXT 600

struct job {
	const char *folder;
	char name[JOB_NAME_TEXT]; /* start of all its files' names */
};

/* A name of letters, digits and dashes. */
void job_name(struct job *job, const char *dealer, const char *kind, const char *batch);
/* Whether it was published before. ERR_LATER when the folder cannot be used. */
MUST_CHECK int job_is_published(const struct job *job, bool *ret_published,
				struct err *err);
/* One of its files, "-1.pdf"; written again it is replaced. */
MUST_CHECK int job_write(const struct job *job, const char *ending, struct slice bytes,
			 struct err *err);
/* The manifest; the job can be fetched from here on. */
MUST_CHECK int job_publish(const struct job *job, struct slice manifest, struct err *err);

#endif
