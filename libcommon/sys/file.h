/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files with a maximum, and writing all of something. Thread: any. */
#ifndef BEURT_SYS_FILE_H
#define BEURT_SYS_FILE_H

#include "base/err.h"
#include "base/slice.h"

/* The file's bytes, and a NUL after them that len does not count; caller frees with
 * mem_free. ERR_ABSENT, ERR_DENIED, ERR_INVALID above max bytes, ERR_BROKEN. */
MUST_CHECK int file_read(const char *path, size_t max, char **ret_bytes, size_t *ret_len,
			 struct err *err);
/* Write beside the path, then rename: readers see the old bytes or the new ones. */
MUST_CHECK int file_replace(const char *path, struct slice bytes, struct err *err);
/* Write everything to a descriptor, however many calls that takes. */
MUST_CHECK int file_write_all(int fd, struct slice bytes, struct err *err);

#endif
