/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole files: errno becomes an error kind here and nowhere above.
 *
 * The size is not asked for beforehand, so pipes and /proc work too; reading stops one
 * byte past the maximum.
 */
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"

static int set_errno(struct err *err, const char *path)
{
	int number = errno;
	enum err_kind kind = ERR_BROKEN;

	if (number == ENOENT || number == ENOTDIR)
		kind = ERR_ABSENT;
	else if (number == EACCES || number == EPERM)
		kind = ERR_DENIED;
	return err_set(err, kind, "%s: %s", path, strerrordesc_np(number));
}

static int read_all(int fd, const char *path, struct strbuf *into, struct err *err)
{
	char piece[16384];

	for (;;) {
		ssize_t got = read(fd, piece, sizeof(piece));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return set_errno(err, path);
		if (got == 0)
			return 0;
		strbuf_add_n(into, piece, (size_t)got);
		if (strbuf_check(into, err) < 0)
			return err_set_code(err, ERR_INVALID, "TOO_LARGE",
					    "%s: larger than %zu bytes", path, into->max);
	}
}

int file_read(const char *path, size_t max, char **ret_bytes, size_t *ret_len,
	      struct err *err)
{
	STRBUF_AUTO content = strbuf_new(max);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int done;

	if (fd < 0)
		return set_errno(err, path);
	done = read_all(fd, path, &content, err);
	(void)close(fd);
	if (done < 0)
		return -1;
	*ret_len = content.len;
	*ret_bytes = strbuf_take(&content);
	return 0;
}

int file_write_all(int fd, struct slice bytes, struct err *err)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.at, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return set_errno(err, "write");
		bytes.at += written;
		bytes.len -= (size_t)written;
	}
	return 0;
}

int file_replace(const char *path, struct slice bytes, struct err *err)
{
	char beside[4096];
	int len = snprintf(beside, sizeof(beside), "%s.%d.new", path, (int)getpid());
	int fd;

	if (len < 0 || (size_t)len >= sizeof(beside))
		return err_set(err, ERR_INVALID, "path is longer than %zu bytes",
			       sizeof(beside));
	fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return set_errno(err, beside);
	if (file_write_all(fd, bytes, err) < 0 || fsync(fd) < 0) {
		(void)close(fd);
		(void)unlink(beside);
		return err_set(err, ERR_BROKEN, "%s cannot be written", path);
	}
	(void)close(fd);
	if (rename(beside, path) == 0)
		return 0;
	set_errno(err, path);
	(void)unlink(beside);
	return -1;
}
