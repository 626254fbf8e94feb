/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl doctor: looks at everything a house needs and says what is wrong and what
 * to do about it. Changes nothing.
 */
#include <string.h>

#include "base/zone.h"
#include "bus/look.h"
#include "ctl/command.h"
#include "ctl/setup.h"
#include "ctl/store.h"
#include "ctl/terminal.h"
#include "gen/topics.h"
#include "sys/zone_file.h"

#define OUTBOX_SECONDS 60
#define SKEW_MICROS    1000000
#define SUMMER_INSTANT INT64_C(1782000000) /* 2026-06-21 */
#define SUMMER_OFFSET  7200

struct report {
	int failures;
	int warnings;
};

static void print_help(void)
{
	terminal_say(
		"Usage: beurt-ctl doctor [SERVICE…]\n\n"
		"Checks databases, migrations, broker, topics, settings, outbox age,\n"
		"dead letters, clocks and time zones. Exit code 1: something failed.\n");
	setup_print_help();
}

static void say_good(const char *what, const char *detail)
{
	terminal_say("ok       %s%s%s\n", what, detail[0] ? ": " : "", detail);
}

static void say_warning(struct report *report, const char *what, const char *detail)
{
	report->warnings++;
	terminal_say("warning  %s: %s\n", what, detail);
}

static void say_failure(struct report *report, const char *what, const char *detail)
{
	report->failures++;
	terminal_say("FAILED   %s: %s\n", what, detail);
}

/* --- one service's database ----------------------------------------------------------
 */

static void judge_numbers(const struct ctl_service *service,
			  const struct store_health *health, struct report *report)
{
	STRBUF_AUTO text = strbuf_new(400);
	strbuf_addf(&text, "%lld rows wait, the oldest for %lld s",
		    (long long)health->outbox_rows,
		    (long long)health->outbox_oldest_seconds);
	if (health->outbox_oldest_seconds > OUTBOX_SECONDS) {
		strbuf_add(&text, "; is the service running, and the broker there?");
		say_warning(report, "outbox", text.text);
	} else {
		say_good("outbox", text.text);
	}
	strbuf_clear(&text);
	strbuf_addf(&text, "%lld parked, the oldest for %lld s",
		    (long long)health->parked, (long long)health->parked_oldest_seconds);
	if (health->parked > 0) {
		strbuf_addf(&text, "; see beurt-ctl dead list %s", service->name);
		say_warning(report, "dead letters", text.text);
	} else {
		say_good("dead letters", "none");
	}
	strbuf_clear(&text);
	strbuf_addf(&text, "%lld ms from this machine's",
		    (long long)(health->skew_micros / 1000));
	if (health->skew_micros > SKEW_MICROS || health->skew_micros < -SKEW_MICROS)
		say_warning(report, "database clock", text.text);
	else
		say_good("database clock", text.text);
}

static int check_schema(const struct setup *setup, const struct ctl_service *service,
			struct store_health *ret_health, struct err *err)
{
	AUTO(pool) *pool = NULL;
	AUTO(clock) *wall = NULL;
	AUTO(tx) *tx = NULL;
	if (clock_open(NULL, &wall, err) < 0 ||
	    setup_pool(setup, service, &pool, err) < 0 ||
	    migrate_check(pool, service->migrations, *service->migrations_count, err) <
		    0 ||
	    tx_begin(pool, &tx, err) < 0)
		return -1;
	if (store_health_read(tx, clock_now(wall), ret_health, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static void check_service(const struct setup *setup, const struct ctl_service *service,
			  struct report *report)
{
	struct store_health health;
	struct err err = { 0 };
	terminal_say("\n%s\n", service->name);
	if (check_schema(setup, service, &health, &err) < 0) {
		say_failure(report, "database", err.text);
		return;
	}
	say_good("database", "reachable, migrations current");
	judge_numbers(service, &health, report);
}

/* --- the broker ----------------------------------------------------------------------
 */

/* A declared name with a {part} stands for any number of topics. */
static bool fits(const char *declared, const char *name)
{
	const char *open = strchr(declared, '{');
	const char *close = open ? strchr(open, '}') : NULL;
	if (!close)
		return strcmp(declared, name) == 0;
	size_t head = (size_t)(open - declared);
	size_t tail = strlen(close + 1);
	size_t length = strlen(name);
	return length > head + tail && strncmp(declared, name, head) == 0 &&
	       strcmp(close + 1, name + length - tail) == 0;
}

static int check_one_topic(const struct msg_topic *declared,
			   const struct broker_topic *found, struct report *report)
{
	STRBUF_AUTO text = strbuf_new(400);
	if (found->partitions != declared->partitions) {
		strbuf_addf(&text,
			    "%d partitions, declared are %d; partitions of a topic that "
			    "is in use cannot be changed",
			    found->partitions, declared->partitions);
		say_failure(report, found->name, text.text);
		return 1;
	}
	if (found->leaderless > 0) {
		strbuf_addf(&text, "%d partitions without a leader", found->leaderless);
		say_failure(report, found->name, text.text);
		return 1;
	}
	return 0;
}

static void check_topics(const struct broker_view *view, struct report *report)
{
	STRBUF_AUTO text = strbuf_new(200);
	int wrong = 0;
	for (size_t i = 0; i < message_topics_count; i++) {
		const struct msg_topic *declared = &message_topics[i];
		size_t count = 0;
		for (size_t j = 0; j < view->topics_count; j++) {
			if (!fits(declared->name, view->topics[j].name))
				continue;
			count++;
			wrong += check_one_topic(declared, &view->topics[j], report);
		}
		if (count > 0)
			continue;
		wrong++;
		say_failure(report, declared->name,
			    "does not exist; deploy/kafka makes what is declared");
	}
	strbuf_addf(&text, "%zu declared, all there as declared", message_topics_count);
	if (wrong == 0)
		say_good("topics", text.text);
}

static void check_broker(const struct setup *setup, struct report *report)
{
	struct broker_view view = { .brokers = 0 };
	STRBUF_AUTO text = strbuf_new(400);
	struct err err = { 0 };
	const char *why;
	terminal_say("\nbroker\n");
	if (!broker_options_are_sound(setup->kafka_options, &why))
		say_failure(report, "BEURT_KAFKA", why);
	say_good("librdkafka", broker_library_version());
	if (broker_look(setup->brokers, setup->kafka_options, &view, &err) < 0) {
		say_failure(report, setup->brokers, err.text);
		return;
	}
	strbuf_addf(&text, "%d brokers, %zu topics", view.brokers, view.topics_count);
	say_good(setup->brokers, text.text);
	check_topics(&view, report);
	broker_view_done(&view);
}

/* --- this machine --------------------------------------------------------------------
 */

static void check_machine(struct report *report)
{
	const struct instant summer = { SUMMER_INSTANT * MICROS_PER_SECOND };
	const struct zone *zone;
	struct err err = { 0 };
	terminal_say("this machine\n");
	if (zone_find("Europe/Amsterdam", &zone, &err) < 0)
		say_failure(report, "time zones", err.text);
	else if (zone_local(zone, summer).offset_seconds != SUMMER_OFFSET)
		say_failure(report, "time zones",
			    "Europe/Amsterdam knows no summer time; install tzdata");
	else
		say_good("time zones", "Europe/Amsterdam as it should be");
}

static int check_all(const struct setup *setup, char **names, int count,
		     struct report *report, struct err *err)
{
	check_machine(report);
	check_broker(setup, report);
	for (size_t i = 0; count == 0 && i < ctl_services_count; i++)
		check_service(setup, &ctl_services[i], report);
	for (int i = 0; i < count; i++) {
		const struct ctl_service *service = ctl_service_find(names[i]);
		if (!service)
			return err_set(err, ERR_INVALID, "there is no service %s",
				       names[i]);
		check_service(setup, service, report);
	}
	return 0;
}

int command_doctor(int argc, char **argv)
{
	struct report report = { 0, 0 };
	struct err err = { 0 };
	SETUP_AUTO setup = { .clock = NULL };
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return CTL_DONE;
	}
	if (setup_open(&setup, &err) < 0 ||
	    check_all(&setup, argv + 1, argc - 1, &report, &err) < 0) {
		terminal_complain("doctor: %s", err.text);
		return CTL_USAGE;
	}
	terminal_say("\n%d failed, %d warnings\n", report.failures, report.warnings);
	return report.failures ? CTL_FAILED : CTL_DONE;
}
