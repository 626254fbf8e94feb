/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how metrics are kept (atomics in a list that only grows) and written.
 *
 * Samples of one family must follow each other, so a family owns its samples.
 */
#include "sys/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <string.h>

#include "sys/thread.h"

/* Upper bounds in microseconds. */
static const int64_t BOUNDS[] = { 500,     1000,    2500,    5000,   10000,
				  25000,   50000,   100000,  250000, 500000,
				  1000000, 2500000, 10000000 };

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct sample {
	struct sample *next;
	char *labels; /* "" for none */
	_Atomic int64_t value;
	_Atomic int64_t sum;
	_Atomic int64_t buckets[COUNT_OF(BOUNDS)];
};

struct counter {
	struct sample sample;
};
struct gauge {
	struct sample sample;
};
struct histogram {
	struct sample sample;
};

struct family {
	struct family *next;
	const char *name;
	const char *help;
	enum metric_kind kind;
	struct sample *samples;
};

struct metrics {
	struct mutex lock; /* of the lists, not of the values */
	struct family *families;
};

struct metrics *metrics_new(void)
{
	struct metrics *metrics = mem_alloc(sizeof(*metrics));
	mutex_init(&metrics->lock);
	return metrics;
}

static void family_free(struct family *family)
{
	while (family->samples) {
		struct sample *sample = family->samples;
		family->samples = sample->next;
		mem_free(sample->labels);
		mem_free(sample);
	}
	mem_free(family);
}

void metrics_free(struct metrics *metrics)
{
	if (!metrics)
		return;
	while (metrics->families) {
		struct family *family = metrics->families;
		metrics->families = family->next;
		family_free(family);
	}
	mutex_done(&metrics->lock);
	mem_free(metrics);
}

static struct family *find_family(struct metrics *metrics, const char *name)
{
	struct family **at = &metrics->families;
	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	if (!*at)
		*at = mem_alloc(sizeof(**at));
	return *at;
}

static struct sample *find_sample(struct family *family, const char *labels)
{
	struct sample **at = &family->samples;
	while (*at && strcmp((*at)->labels, labels) != 0)
		at = &(*at)->next;
	if (!*at) {
		*at = mem_alloc(sizeof(struct histogram));
		(*at)->labels = mem_text(labels);
	}
	return *at;
}

static struct sample *make(struct metrics *metrics, enum metric_kind kind,
			   const char *name, const char *help, const char *labels)
{
	if (!metrics)
		return NULL;
	MUTEX_HOLD(&metrics->lock);
	struct family *family = find_family(metrics, name);
	family->name = name;
	family->help = help;
	family->kind = kind;
	return find_sample(family, labels ? labels : "");
}

struct counter *metrics_counter(struct metrics *metrics, const char *name,
				const char *help, const char *labels)
{
	return (struct counter *)make(metrics, METRIC_COUNTER, name, help, labels);
}

struct gauge *metrics_gauge(struct metrics *metrics, const char *name, const char *help,
			    const char *labels)
{
	return (struct gauge *)make(metrics, METRIC_GAUGE, name, help, labels);
}

struct histogram *metrics_histogram(struct metrics *metrics, const char *name,
				    const char *help, const char *labels)
{
	return (struct histogram *)make(metrics, METRIC_HISTOGRAM, name, help, labels);
}

void counter_add(struct counter *counter, int64_t n)
{
	if (counter)
		atomic_fetch_add_explicit(&counter->sample.value, n,
					  memory_order_relaxed);
}

void gauge_set(struct gauge *gauge, int64_t value)
{
	if (gauge)
		atomic_store_explicit(&gauge->sample.value, value, memory_order_relaxed);
}

void gauge_add(struct gauge *gauge, int64_t n)
{
	if (gauge)
		atomic_fetch_add_explicit(&gauge->sample.value, n, memory_order_relaxed);
}

void histogram_observe(struct histogram *histogram, int64_t micros)
{
	if (!histogram)
		return;
	struct sample *sample = &histogram->sample;
	for (size_t i = 0; i < COUNT_OF(BOUNDS); i++)
		if (micros <= BOUNDS[i])
			atomic_fetch_add_explicit(&sample->buckets[i], 1,
						  memory_order_relaxed);
	atomic_fetch_add_explicit(&sample->sum, micros, memory_order_relaxed);
	atomic_fetch_add_explicit(&sample->value, 1, memory_order_relaxed);
}

static void write_labels(struct strbuf *out, const char *labels)
{
	if (*labels)
		strbuf_addf(out, "{%s}", labels);
}

static void write_seconds(struct strbuf *out, int64_t micros)
{
	strbuf_addf(out, "%" PRId64 ".%06" PRId64, micros / 1000000, micros % 1000000);
}

static void write_histogram(struct strbuf *out, const char *name,
			    const struct sample *sample)
{
	const char *comma = *sample->labels ? "," : "";
	int64_t count = atomic_load(&sample->value);
	for (size_t i = 0; i < COUNT_OF(BOUNDS); i++) {
		strbuf_addf(out, "%s_bucket{%s%sle=\"", name, sample->labels, comma);
		write_seconds(out, BOUNDS[i]);
		strbuf_addf(out, "\"} %" PRId64 "\n", atomic_load(&sample->buckets[i]));
	}
	strbuf_addf(out, "%s_bucket{%s%sle=\"+Inf\"} %" PRId64 "\n", name, sample->labels,
		    comma, count);
	strbuf_addf(out, "%s_sum", name);
	write_labels(out, sample->labels);
	strbuf_add_char(out, ' ');
	write_seconds(out, atomic_load(&sample->sum));
	strbuf_addf(out, "\n%s_count", name);
	write_labels(out, sample->labels);
	strbuf_addf(out, " %" PRId64 "\n", count);
}

static void write_family(struct strbuf *out, const struct family *family)
{
	static const char *const KINDS[] = { "counter", "gauge", "histogram" };
	strbuf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", family->name, family->help,
		    family->name, KINDS[family->kind]);
	for (const struct sample *sample = family->samples; sample;
	     sample = sample->next) {
		if (family->kind == METRIC_HISTOGRAM) {
			write_histogram(out, family->name, sample);
			continue;
		}
		strbuf_add(out, family->name);
		write_labels(out, sample->labels);
		strbuf_addf(out, " %" PRId64 "\n", atomic_load(&sample->value));
	}
}

void metrics_write(struct metrics *metrics, struct strbuf *out)
{
	MUTEX_HOLD(&metrics->lock);
	for (const struct family *family = metrics->families; family;
	     family = family->next)
		write_family(out, family);
}
