/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time, and the shared offset that lets tests and the demo step it.
 *
 * The offset and the moment at which time stands lie in a file that every process maps: a
 * step is one atomic store and is seen by all at once. A mapping that fails later cannot
 * happen: the file is made full size before it is mapped.
 */
#include "sys/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What all processes see, in microseconds. */
struct shared {
	int64_t offset;
	int64_t stands_at; /* nought: time runs */
};

struct clock {
	struct shared *shared; /* NULL: the system clock as it is */
};

static int64_t read_clock(clockid_t id)
{
	struct timespec now = { 0, 0 };

	(void)clock_gettime(id, &now);
	return (int64_t)now.tv_sec * MICROS_PER_SECOND + now.tv_nsec / 1000;
}

/* -1 leaves errno. */
static int map_shared(int fd, struct shared **ret_shared)
{
	struct stat file;
	void *mapped;

	if (fstat(fd, &file) < 0)
		return -1;
	if (file.st_size < (off_t)sizeof(struct shared) &&
	    ftruncate(fd, sizeof(struct shared)) < 0)
		return -1;
	mapped = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		      0);
	if (mapped == MAP_FAILED)
		return -1;
	*ret_shared = mapped;
	return 0;
}

int clock_open(const char *path, struct clock **ret_clock, struct err *err)
{
	AUTO(clock) *clock = mem_alloc(sizeof(*clock));
	int fd;
	int mapped;

	if (path == NULL || *path == '\0') {
		*ret_clock = TAKE(clock);
		return 0;
	}
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0)
		return err_set(err, ERR_BROKEN, "clock file %s: %s", path,
			       strerrordesc_np(errno));
	mapped = map_shared(fd, &clock->shared);
	if (mapped < 0)
		err_set(err, ERR_BROKEN, "clock file %s: %s", path,
			strerrordesc_np(errno));
	(void)close(fd);
	if (mapped < 0)
		return -1;
	*ret_clock = TAKE(clock);
	return 0;
}

void clock_close(struct clock *clock)
{
	if (clock == NULL)
		return;
	if (clock->shared != NULL)
		(void)munmap(clock->shared, sizeof(*clock->shared));
	mem_free(clock);
}

struct instant clock_now(const struct clock *clock)
{
	int64_t stands_at;

	if (clock->shared == NULL)
		return clock_real();
	stands_at = __atomic_load_n(&clock->shared->stands_at, __ATOMIC_ACQUIRE);
	if (stands_at != 0)
		return (struct instant){ stands_at };
	return (struct instant){ read_clock(CLOCK_REALTIME) +
				 __atomic_load_n(&clock->shared->offset,
						 __ATOMIC_ACQUIRE) };
}

int clock_set(struct clock *clock, struct instant at, struct err *err)
{
	if (clock->shared == NULL)
		return err_set(
			err, ERR_INVALID,
			"the system clock cannot be set; name a file in BEURT_CLOCK");
	__atomic_store_n(&clock->shared->offset, at.micros - read_clock(CLOCK_REALTIME),
			 __ATOMIC_RELEASE);
	if (__atomic_load_n(&clock->shared->stands_at, __ATOMIC_ACQUIRE) != 0)
		__atomic_store_n(&clock->shared->stands_at, at.micros, __ATOMIC_RELEASE);
	return 0;
}

struct instant clock_real(void)
{
	return (struct instant){ read_clock(CLOCK_REALTIME) };
}

int64_t clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void clock_pause(int64_t micros)
{
	int64_t until = clock_monotonic() + (micros > 0 ? micros : 0);
	struct timespec at = {
		.tv_sec = until / MICROS_PER_SECOND,
		.tv_nsec = until % MICROS_PER_SECOND * 1000,
	};

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
		continue;
}
