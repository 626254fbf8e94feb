/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Knows how librdkafka 2.0.2 lays its mock cluster out (rdkafka_mock_int.h), and hides
 * how another thread's work is done on that cluster's own.
 *
 * The one job under way is the piece of state that cannot be a parameter: poll() is
 * called by the library. Only what is named below is read or changed; the rest is room.
 */
#include "broker/mock_logs.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "broker/nudge.h"
#include "sys/clock.h"
#include "sys/thread.h"

#define KNOWN_VERSION   0x020002ff
#define PATIENCE_MICROS 10000000
#define MAX_TOPICS      10000

/* One set of records, as a client produced it. */
struct log_set {
	struct log_set *next;
	struct log_set **link; /* what points here */
	int64_t first;
	int64_t last;
	int32_t len;
	char *bytes; /* in the same piece of memory */
};

struct log_topic;

struct log_partition {
	void *leader_links[2];
	int32_t id;
	int64_t start;
	int64_t end;
	int64_t follower_start;
	int64_t follower_end;
	uint8_t follow[8]; /* whether the two above follow the two before */
	struct log_set *sets;
	struct log_set **sets_end;
	size_t size; /* bytes of all sets */
	size_t count;
	size_t max_size;
	size_t max_count;
	char room[88];
	struct log_topic *topic;
};

struct log_topic {
	struct log_topic *next;
	void *link;
	char *name;
	struct log_partition *partitions;
	int32_t partitions_count;
};

struct log_cluster {
	char id[32];
	rd_kafka_t *host;
	int32_t controller;
	void *brokers[2];
	int32_t brokers_count;
	struct log_topic *topics;
};

struct job {
	const struct mock_logs *logs;
	const char *topic;
	int partition; /* -1: only count */
	int64_t until;
	int64_t found; /* partitions, or the first offset left */
	struct err err;
	bool done;
};

static struct mutex job_lock;
static struct cond job_changed;
static pthread_once_t job_once = PTHREAD_ONCE_INIT;
static struct job *job_waiting; /* under job_lock */
static _Atomic bool job_is_waiting;

static void job_start(void)
{
	mutex_init(&job_lock);
	cond_init(&job_changed);
}

static struct log_topic *find_topic(const struct mock_logs *logs, const char *name)
{
	const struct log_cluster *cluster = (const struct log_cluster *)logs->cluster;
	struct log_topic *topic = cluster->topics;

	for (int i = 0; topic && i < MAX_TOPICS; i++, topic = topic->next)
		if (strcmp(topic->name, name) == 0)
			return topic;
	return NULL;
}

/* Every partition knows its number and its topic: memory of another shape does not. */
static bool looks_right(const struct log_topic *topic)
{
	for (int i = 0; i < topic->partitions_count; i++) {
		const struct log_partition *log = &topic->partitions[i];

		if (log->id != i || log->topic != topic || log->start > log->end)
			return false;
	}
	return true;
}

static void drop_first(struct log_partition *log)
{
	struct log_set *set = log->sets;

	log->sets = set->next;
	if (set->next)
		set->next->link = &log->sets;
	else
		log->sets_end = &log->sets;
	log->count--;
	log->size -= (size_t)set->len;
	memset(set->bytes, 0, (size_t)set->len);
	free(set); /* lint-ok: free: the library took it from malloc() */
}

static void drop(struct log_partition *log, int64_t until)
{
	while (log->sets && log->sets->last < until)
		drop_first(log);
	if (until > log->start)
		log->start = until;
	if (log->follower_start < log->start)
		log->follower_start = log->start;
}

static int run(struct job *job, struct err *err)
{
	struct log_topic *topic = find_topic(job->logs, job->topic);

	if (topic && !looks_right(topic))
		return err_set(err, ERR_BROKEN, "the mock cluster's memory is not known");
	if (job->partition < 0) {
		job->found = topic ? topic->partitions_count : 0;
		return 0;
	}
	if (!topic || job->partition >= topic->partitions_count)
		return err_set(err, ERR_ABSENT, "no partition %d of %s", job->partition,
			       job->topic);
	struct log_partition *log = &topic->partitions[job->partition];
	if (job->until > log->end)
		return err_set(err, ERR_INVALID, "%s/%d ends at %lld", job->topic,
			       job->partition, (long long)log->end);
	drop(log, job->until);
	job->found = log->start;
	return 0;
}

static void run_waiting(void)
{
	char name[16] = "";

	prctl(PR_GET_NAME, name);
	if (strcmp(name, "rdk:mock") != 0)
		return;
	MUTEX_HOLD(&job_lock);
	if (!job_waiting)
		return;
	if (run(job_waiting, &job_waiting->err) == 0)
		job_waiting->err.kind = ERR_NONE;
	job_waiting->done = true;
	job_waiting = NULL;
	atomic_store(&job_is_waiting, false);
	cond_wake_all(&job_changed);
}

int poll(struct pollfd *fds, nfds_t count, int millis)
{
	if (atomic_load(&job_is_waiting))
		run_waiting();
	return (int)syscall(SYS_poll, fds, count, millis);
}

static int await(struct job *job, struct err *err)
{
	int64_t deadline = clock_monotonic() + PATIENCE_MICROS;
	MUTEX_HOLD(&job_lock);
	job_waiting = job;
	atomic_store(&job_is_waiting, true);
	while (!job->done)
		if (!cond_wait_until(&job_changed, &job_lock, deadline))
			break;
	if (job->done && !job->err.kind)
		return 0;
	if (job->done)
		*err = job->err;
	job_waiting = NULL;
	atomic_store(&job_is_waiting, false);
	return job->done ? -1 : err_set(err, ERR_LATER, "the mock cluster does not turn");
}

/* Its thread sleeps up to a second; connections wake it. */
static int do_job(struct job *job, struct err *err)
{
	struct nudge nudge;

	if (rd_kafka_version() != KNOWN_VERSION)
		return err_set(err, ERR_BROKEN,
			       "librdkafka %s: its records are not known",
			       rd_kafka_version_str());
	pthread_once(&job_once, job_start);
	if (nudge_start(&nudge, job->logs->port, err) < 0)
		return -1;
	int answer = await(job, err);
	nudge_stop(&nudge);
	return answer;
}

int mock_logs_partitions(const struct mock_logs *logs, const char *topic, int *ret_count,
			 struct err *err)
{
	struct job job = { .logs = logs, .topic = topic, .partition = -1 };

	if (do_job(&job, err) < 0)
		return -1;
	*ret_count = (int)job.found;
	return 0;
}

int mock_logs_drop(const struct mock_logs *logs, const char *topic, int partition,
		   int64_t until, int64_t *ret_low, struct err *err)
{
	struct job job = { .logs = logs, .topic = topic };

	job.partition = partition;
	job.until = until;

	if (do_job(&job, err) < 0)
		return -1;
	*ret_low = job.found;
	return 0;
}
