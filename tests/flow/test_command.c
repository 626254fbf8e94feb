/* SPDX-License-Identifier: Apache-2.0 */
/* Every command has one answer, kept and said again. */
#include <stdio.h>
#include <stdlib.h>

#include "../flow/world.h"
#include "gen/command_answered.h"
#include "gen/proposal_decide.h"
#include "unit.h"

static struct world world;
static struct flow *flow;
static struct reader *replies;

static int open_world(void **state)
{
	(void)state;
	world_open(&world, "command");
	flow = world_start(&world, "a");
	replies = world_read(&world, "gateway.reply.v1");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	reader_close(replies);
	flow_stop(flow);
	world_close(&world);
	return 0;
}

#define PROPOSAL "0190a000-0000-7000-8000-000000000001"
#define COMMAND  "0190a000-0000-7000-8000-00000000000"

static void decide(const char *command_id, const char *dealer,
		   enum wire_decision decision)
{
	struct err err = { 0 };
	STRBUF_AUTO value = strbuf_new(2000);
	struct proposal_decide msg = { .command_id = command_id,
				       .dealer = dealer,
				       .actor = "anna",
				       .received_at = "2026-11-22T14:00:00Z",
				       .proposal_id = PROPOSAL,
				       .decision = decision };
	if (msg_encode(&proposal_decide_type, &msg, &value, &err) < 0)
		fail_msg("%s", err.text);
	world_publish_raw(&world, "reminder.command.v1", PROPOSAL,
			  (struct slice){ value.text, value.len },
			  proposal_decide_type.ce_type);
}

/* ce_id of the reply that was read last. */
static char reply_id[60];

/* Its states: "3 4". */
static char states[100];

static void told_text(const struct command_answered *msg)
{
	size_t at = 0;
	states[0] = '\0';
	for (size_t i = 0; i < msg->states_count; i++) {
		expect_text("of the fleet", msg->states[i].id, WORLD_FLEET);
		at += (size_t)snprintf(states + at, sizeof(states) - at, " %d",
				       (int)msg->states[i].version);
	}
}

/* The next reply's fields as one line. */
static void next_reply(const char *sentence, char line[400])
{
	struct record record;
	void *decoded = NULL;
	int64_t deadline = clock_monotonic() + WORLD_PATIENCE;
	while (!reader_poll(replies, 100, &record))
		if (clock_monotonic() > deadline)
			fail_msg("no reply: %s", sentence);
	assert_int_equal(
		0, msg_decode(&command_answered_type, record.value, &decoded, NULL));
	const struct command_answered *msg = decoded;
	told_text(msg);
	snprintf(line, 400, "%.1s %s %s %s %s %d %s", msg->command_id + 35, msg->dealer,
		 command_answered_outcome_word(msg->outcome), msg->code ? msg->code : "-",
		 msg->aggregate_id ? "aggregate" : "-", (int)msg->version,
		 msg->result ? msg->result : "-");
	struct slice id = record_header(&record, "ce_id");
	snprintf(reply_id, sizeof(reply_id), "%.*s", (int)id.len, id.at);
	msg_free(&command_answered_type, decoded);
	record_done(&record);
}

static void expect_reply(const char *sentence, const char *wanted)
{
	char line[400];
	next_reply(sentence, line);
	expect_text(sentence, line, wanted);
}

static void a_command_is_answered(void **state)
{
	(void)state;
	decide(COMMAND "1", "NL-1", WIRE_DECISION_YES);
	expect_reply("outcome, version and result",
		     "1 NL-1 ok - aggregate 7 {\"ok\":true}");
}

static void a_repeat_gets_the_same_answer_and_does_nothing(void **state)
{
	(void)state;
	char first[sizeof(reply_id)];
	snprintf(first, sizeof(first), "%s", reply_id);
	decide(COMMAND "1", "NL-1", WIRE_DECISION_YES);
	expect_reply("the same", "1 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_text("as the same record", reply_id, first);
	decide(COMMAND "1", "NL-1", WIRE_DECISION_NEVER);
	expect_reply("even when it says something else",
		     "1 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_number("done once",
		      scratch_number(&world.scratch, "SELECT count(*) FROM decided"), 1);
}

static void a_refusal_undoes_its_effects(void **state)
{
	(void)state;
	decide(COMMAND "2", "NL-1", WIRE_DECISION_NEVER);
	expect_reply("with its code", "2 NL-1 conflict LIST_FROZEN - 0 -");
	decide(COMMAND "2", "NL-1", WIRE_DECISION_NEVER);
	expect_reply("and again", "2 NL-1 conflict LIST_FROZEN - 0 -");
	expect_number("no row of it",
		      scratch_number(&world.scratch, "SELECT count(*) FROM decided"), 1);
	expect_number("and no dead letter",
		      scratch_number(&world.scratch, "SELECT count(*) FROM dead_letter"),
		      0);
}

static void another_dealer_learns_nothing_from_an_id(void **state)
{
	(void)state;
	decide(COMMAND "1", "NL-2", WIRE_DECISION_YES);
	char other[sizeof(reply_id)];
	snprintf(other, sizeof(other), "%s", reply_id);
	expect_reply("refused", "1 NL-2 denied COMMAND_ID_TAKEN - 0 -");
	assert_string_not_equal(other, reply_id);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void refusals_and_successes_mix_in_a_batch(void **state)
{
	(void)state;
	decide(COMMAND "3", "NL-1", WIRE_DECISION_YES);
	decide(COMMAND "4", "NL-1", WIRE_DECISION_NEVER);
	decide(COMMAND "5", "NL-1", WIRE_DECISION_NO);
	char lines[3][400];
	for (int i = 0; i < 3; i++)
		next_reply("each is answered", lines[i]);
	/* Replies lie on different partitions: they may come in any order. */
	qsort(lines, 3, sizeof(lines[0]), by_text);
	expect_text("first", lines[0], "3 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_text("second", lines[1], "4 NL-1 conflict LIST_FROZEN - 0 -");
	expect_text("third", lines[2], "5 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_number("rows",
		      scratch_number(&world.scratch, "SELECT count(*) FROM decided"), 3);
}

static void an_answer_names_the_states_that_were_told(void **state)
{
	(void)state;
	decide(COMMAND "8", "NL-1", WIRE_DECISION_NO);
	expect_reply("done", "8 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_text("what the portal must show first", states, " 3 4");
	decide(COMMAND "8", "NL-1", WIRE_DECISION_NO);
	expect_reply("again", "8 NL-1 ok - aggregate 7 {\"ok\":true}");
	expect_text("and a repeat waits for them too", states, " 3 4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_is_answered),
		cmocka_unit_test(a_repeat_gets_the_same_answer_and_does_nothing),
		cmocka_unit_test(a_refusal_undoes_its_effects),
		cmocka_unit_test(another_dealer_learns_nothing_from_an_id),
		cmocka_unit_test(refusals_and_successes_mix_in_a_batch),
		cmocka_unit_test(an_answer_names_the_states_that_were_told),
	};
	if (!scratch_is_there("command"))
		return 0;
	return cmocka_run_group_tests_name("command", tests, open_world, close_world);
}
