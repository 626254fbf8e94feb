/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a process counts, as Prometheus text.
 *
 * A metric is made once, at start, and then only added to; making the same name and
 * labels again gives the same metric. Labels are few and bounded by the programme (a
 * topic, a kind), never ids. Thread: making under a lock, adding and writing any.
 */
#ifndef BEURT_SYS_METRICS_H
#define BEURT_SYS_METRICS_H

#include <stdint.h>

#include "base/strbuf.h"

struct metrics;
struct counter;   /* only grows */
struct gauge;     /* goes up and down */
struct histogram; /* durations: 0.5 ms .. 10 s */

struct metrics *metrics_new(void);
void metrics_free(struct metrics *metrics);
AUTO_FREE(metrics, metrics_free)

/* labels as `topic="x",kind="y"`, NULL for none; name and help are constants, labels are
 * copied. The metric lives as long as the registry. */
struct counter *metrics_counter(struct metrics *metrics, const char *name,
				const char *help, const char *labels);
struct gauge *metrics_gauge(struct metrics *metrics, const char *name, const char *help,
			    const char *labels);
struct histogram *metrics_histogram(struct metrics *metrics, const char *name,
				    const char *help, const char *labels);

/* All accept NULL and then do nothing. */
void counter_add(struct counter *counter, int64_t n);
void gauge_set(struct gauge *gauge, int64_t value);
void gauge_add(struct gauge *gauge, int64_t n);
void histogram_observe(struct histogram *histogram, int64_t micros);

/* Text exposition format 0.0.4, families in the order they were made. */
void metrics_write(struct metrics *metrics, struct strbuf *out);

#endif
