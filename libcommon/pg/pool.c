/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who may use which connection, and when one is opened or thrown away.
 *
 * Connections are opened when first needed, so a pool can be made while the server is
 * away. `open` counts idle and lent ones together and never exceeds `size`.
 */
#include "pg/pool.h"
#include "pg/rows.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#define WAIT_SECONDS 5

struct pool {
	struct dial dial;
	const struct clock *clock;
	pthread_mutex_t lock;
	pthread_cond_t freed;
	int size;
	int open;
	int idle_count;
	struct connection **idle;
};

int pool_open(const struct pool_request *request, struct pool **ret_pool, struct err *err)
{
	if (request->size < 1)
		return err_set(err, ERR_BROKEN, "a pool needs at least one connection");
	struct pool *pool = mem_alloc(sizeof(*pool));
	pool->dial = dial_new(request);
	pool->clock = request->clock;
	pool->size = request->size;
	pool->idle = mem_alloc(sizeof(*pool->idle) * (size_t)request->size);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->freed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_init(&pool->lock, NULL);
	*ret_pool = pool;
	return 0;
}

void pool_close(struct pool *pool)
{
	if (!pool)
		return;
	for (int i = 0; i < pool->idle_count; i++)
		connection_close(pool->idle[i]);
	pthread_cond_destroy(&pool->freed);
	pthread_mutex_destroy(&pool->lock);
	dial_done(&pool->dial);
	mem_free(pool->idle);
	mem_free(pool);
}

const struct clock *pool_clock(const struct pool *pool)
{
	return pool->clock;
}

/* With the lock held: true when an idle connection or the right to open one is there. */
static bool wait_for_place(struct pool *pool)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_SECONDS;
	while (pool->idle_count == 0 && pool->open == pool->size)
		if (pthread_cond_timedwait(&pool->freed, &pool->lock, &until) ==
		    ETIMEDOUT)
			return false;
	return true;
}

static void give_place(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->open--;
	pthread_cond_signal(&pool->freed);
	pthread_mutex_unlock(&pool->lock);
}

static int open_in_place(struct pool *pool, struct connection **ret_connection,
			 struct err *err)
{
	if (connection_open(&pool->dial, ret_connection, err) == 0)
		return 0;
	give_place(pool);
	return -1;
}

int pool_take(struct pool *pool, struct connection **ret_connection, struct err *err)
{
	struct connection *idle = NULL;
	pthread_mutex_lock(&pool->lock);
	bool placed = wait_for_place(pool);
	if (placed && pool->idle_count > 0)
		idle = pool->idle[--pool->idle_count];
	else if (placed)
		pool->open++;
	pthread_mutex_unlock(&pool->lock);
	if (!placed)
		return err_set(err, ERR_LATER, "no free database connection within %d s",
			       WAIT_SECONDS);
	if (!idle)
		return open_in_place(pool, ret_connection, err);
	*ret_connection = idle;
	return 0;
}

int pool_renew(struct pool *pool, struct connection *dead,
	       struct connection **ret_connection, struct err *err)
{
	connection_close(dead);
	return open_in_place(pool, ret_connection, err);
}

void pool_give(struct pool *pool, struct connection *connection)
{
	if (!connection_is_good(connection)) {
		connection_close(connection);
		give_place(pool);
		return;
	}
	pthread_mutex_lock(&pool->lock);
	pool->idle[pool->idle_count++] = connection;
	pthread_cond_signal(&pool->freed);
	pthread_mutex_unlock(&pool->lock);
}

int pool_rows(struct pool *pool, const char *sql, const struct arg *args, size_t count,
	      struct rows **ret_rows, struct err *err)
{
	struct connection *connection = NULL;
	PGresult *result = NULL;
	if (pool_take(pool, &connection, err) < 0)
		return -1;
	int answer = connection_run(connection, sql, args, count, &result, err);
	if (answer < 0 && !connection_is_good(connection)) {
		if (pool_renew(pool, connection, &connection, err) < 0)
			return -1;
		answer = connection_run(connection, sql, args, count, &result, err);
	}
	pool_give(pool, connection);
	if (answer < 0)
		return -1;
	*ret_rows = rows_of(result);
	return 0;
}
