/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of contacts that a garage's own system delivers: fetched, told of, or
 * over.
 *
 * The person's lock is taken before the row: a round that has the person waits for
 * nobody's row, and an opt-out that was answered is seen by the claim after it.
 */
#include <string.h>

#include "base/text.h"
#include "gen/contact_claim.h"
#include "gen/contact_report.h"
#include "notification/carried/carried.h"
#include "notification/channel/household.h"
#include "notification/channel/round.h"
#include "notification/domain/window.h"
#include "notification/events_carried.h"

#define ANSWER_MAX ((size_t)600 * 1024)

/* A contact in somebody's hands, with its customer and its person locked. */
struct held {
	struct rows *facts;
	struct rows *rows;
	struct contact contact;
	struct carried_row row;
};

static void held_done(struct held *held)
{
	rows_free(held->facts);
	rows_free(held->rows);
}
#define HELD_AUTO __attribute__((cleanup(held_done))) struct held

static int load_contact(struct tx *tx, const char *intent, struct held *held,
			struct err *err)
{
	rows_free(held->facts);
	held->facts = NULL;
	if (store_round_facts(tx, &intent, 1, &held->facts, err) < 0)
		return -1;
	if (rows_count(held->facts) == 0)
		return err_set_code(err, ERR_ABSENT, "CARRIED_UNKNOWN",
				    "there is no request %s", intent);
	held->contact = store_contact_read(held->facts, 0);
	return 0;
}

/* In the order in which a round names them; who consents is the second. */
static int lock_both(struct tx *tx, const struct contact *contact, struct err *err)
{
	const char *dealer = contact->letter.garage.dealer;

	if (store_person_lock(tx, dealer, &contact->letter.customer, err) < 0)
		return -1;
	return store_person_lock(tx, dealer, &contact->person, err);
}

static int lock_and_load(const struct notification *svc, struct tx *tx,
			 const struct uuid *intent, struct held *held, struct err *err)
{
	if (load_contact(tx, intent->text, held, err) < 0 ||
	    lock_both(tx, &held->contact, err) < 0 ||
	    load_contact(tx, intent->text, held, err) < 0 ||
	    store_carried_load(tx, intent, &held->rows, &held->row, err) < 0)
		return -1;
	return round_complete(svc, tx, &held->contact, 1, err);
}

/* Another garage's, or another system's, is none. */
static int check_whose(const struct held *held, const char *dealer, const char *connector,
		       struct err *err)
{
	if (strcmp(held->row.dealer, dealer) == 0 &&
	    strcmp(held->row.connector.text, connector) == 0)
		return 0;
	return err_set_code(err, ERR_ABSENT, "CARRIED_UNKNOWN",
			    "nothing was handed over for %s", held->row.intent.text);
}

/* Why it may not leave now; NULL: it may. */
static const char *why_not(const struct held *held)
{
	const struct gate_facts *facts = &held->contact.facts;
	enum channel channel = held->contact.channel;
	const char *changed = gate_changed(facts, channel);

	if (changed)
		return changed;
	return instant_compare(window_next(channel, facts->zone, facts->now),
			       facts->now) > 0
		       ? "QUIET_HOURS"
		       : NULL;
}

static void answer_no(struct answer *ret_answer, const char *reason)
{
	STRBUF_AUTO out = strbuf_new(200);
	struct json_out json = json_out_into(&out);

	json_out_open_object(&json, NULL);
	json_out_flag(&json, "leave", false);
	json_out_text(&json, "reason", reason);
	json_out_close_object(&json);
	ret_answer->json = strbuf_take(&out);
}

static bool is_over(const struct held *held)
{
	return instant_compare(held->contact.facts.now, held->row.until) >= 0;
}

/* Nobody took it in time: the next channel has its turn, unless it may have left. */
static int end_it(const struct notification *svc, struct tx *tx, struct held *held,
		  struct outbox *say, struct err *err)
{
	bool perhaps = held->row.perhaps;
	struct hand_result result = {
		.what = perhaps ? HANDED_UNCERTAIN : HANDED_REFUSED,
		.reason = perhaps ? "ANSWER_LOST" : "NOT_REACHED",
	};

	return carried_close(svc, tx, &held->row, &result, say, err);
}

/* What surely did not leave is judged anew; what may have is left at that. */
static int take_back(const struct notification *svc, struct tx *tx, struct held *held,
		     const char *reason, struct outbox *say, struct err *err)
{
	struct hand_result result = { .what = HANDED_NOT_TRIED, .reason = reason };

	if (held->row.perhaps)
		result = (struct hand_result){ .what = HANDED_UNCERTAIN,
					       .reason = "ANSWER_LOST" };
	return carried_close(svc, tx, &held->row, &result, say, err);
}

static int write_yes(const struct notification *svc, struct held *held, char **ret_json,
		     struct err *err)
{
	STRBUF_AUTO out = strbuf_new(ANSWER_MAX);
	struct json_out json = json_out_into(&out);

	json_out_open_object(&json, NULL);
	json_out_flag(&json, "leave", true);
	if (carried_words(svc, &held->contact, &json, err) < 0)
		return -1;
	json_out_close_object(&json);
	if (strbuf_check(&out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

/* What cannot be written never leaves by this channel. */
static int refuse(const struct notification *svc, struct tx *tx, struct held *held,
		  struct outbox *say, struct answer *ret_answer, struct err *err)
{
	struct hand_result result = {
		.what = HANDED_REFUSED,
		.reason = err->kind == ERR_ABSENT ? "TEMPLATE_UNKNOWN" : "LETTER_INVALID",
	};

	if (err->kind != ERR_ABSENT && err->kind != ERR_INVALID)
		return -1;
	err_clear(err);
	answer_no(ret_answer, result.reason);
	return carried_close(svc, tx, &held->row, &result, say, err);
}

/* Of several cars those that are not written about any more are taken out. */
static int thin(const struct notification *svc, struct tx *tx, struct held *held,
		struct outbox *say, struct err *err)
{
	const struct uuid intent = held->row.intent;
	const char *id = intent.text;

	if (held->contact.others_count == 0)
		return 0;
	if (household_thin(tx, &id, 1, say, err) < 0 ||
	    load_contact(tx, id, held, err) < 0)
		return -1;
	return round_complete(svc, tx, &held->contact, 1, err);
}

int notification_on_contact_claim(struct notification *svc, struct tx *tx,
				  const struct contact_claim *msg, struct outbox *say,
				  struct answer *ret_answer, struct err *err)
{
	struct uuid intent = uuid_from(msg->intent_id);
	HELD_AUTO held = { .facts = NULL };

	if (lock_and_load(svc, tx, &intent, &held, err) < 0 ||
	    check_whose(&held, msg->dealer, msg->connector_id, err) < 0)
		return -1;
	/* Whose answer it is: an erasure finds it in the log by that. */
	ret_answer->aggregate = held.contact.letter.customer;
	if (!held.row.open || held.row.turn != msg->turn) {
		answer_no(ret_answer, "OVER");
		return 0;
	}
	if (is_over(&held)) {
		answer_no(ret_answer, "OVER");
		return end_it(svc, tx, &held, say, err);
	}
	if (thin(svc, tx, &held, say, err) < 0)
		return -1;
	const char *reason = why_not(&held);

	if (reason) {
		answer_no(ret_answer, reason);
		return take_back(svc, tx, &held, reason, say, err);
	}
	if (write_yes(svc, &held, &ret_answer->json, err) < 0)
		return refuse(svc, tx, &held, say, ret_answer, err);
	/* Of the attempt before nobody told what became of it. */
	held.row.lost |= held.row.perhaps;
	held.row.perhaps = true;
	return store_carried_save(tx, &held.row, err);
}

/* The address that it went to stays silent for whoever has it. */
static int suppress_address(struct tx *tx, const struct contact *contact,
			    const struct consent_event *event, struct err *err)
{
	const struct address_word word = { contact->letter.garage.dealer,
					   contact->prints[event->channel],
					   event->purpose, event->at };

	return word.print && *word.print ? store_address_suppress(tx, &word, err) : 0;
}

/* "No more of this": of the channel by which they had it, whatever it was about. The
 * message may have gone on to another one since. */
static int opt_out(struct notification *svc, struct tx *tx, const struct held *held,
		   const struct contact_report *msg, struct outbox *say, struct err *err)
{
	const struct contact *contact = &held->contact;
	int64_t version = 0;
	struct ledger_row row = { .dealer = held->row.dealer,
				  .customer = contact->person,
				  .event = { .purpose = PURPOSE_NONE,
					     .channel = channel_from(held->row.channel),
					     .action = CONSENT_WITHDRAW,
					     .at = tx_now(tx) },
				  .source = "IMPORT",
				  .actor = msg->actor,
				  .evidence = msg->intent_id,
				  .command_id = msg->command_id };

	if (store_ledger_add(tx, &row, err) < 0 ||
	    suppress_address(tx, contact, &row.event, err) < 0)
		return -1;
	return consent_say(svc, tx,
			   &(struct consent_of){ held->row.dealer, row.customer }, say,
			   &version, err);
}

static struct hand_result result_of(const struct contact_report *msg,
				    const struct held *held)
{
	bool arrived = msg->status == CONTACT_REPORT_STATUS_DELIVERED;
	bool failed = msg->status == CONTACT_REPORT_STATUS_FAILED;
	struct hand_result result = {
		.what = failed ? HANDED_REFUSED : HANDED_TAKEN,
		.reason = arrived             ? "DELIVERED"
			  : !failed           ? NULL
			  : msg->address_dead ? "HARD_BOUNCE"
					      : "REFUSED",
		.news = arrived                       ? ADDRESS_TOOK_IT
			: failed && msg->address_dead ? ADDRESS_HARD
						      : ADDRESS_NO_NEWS,
		.cost_cents = msg->has_cents ? msg->cents : 0,
		.reached = arrived && held->contact.channel == CHANNEL_PHONE,
	};

	if (msg->ref)
		text_copy(result.ref, sizeof(result.ref), msg->ref);
	return result;
}

/* From the post itself: of another turn, or late, it says nothing new. */
static bool is_old(const struct contact_report *msg, const struct held *held)
{
	return msg->has_turn && (!held->row.open || msg->turn != held->row.turn);
}

/* Told again, or late, of a channel that was given up: the message has gone on since. */
static bool is_past(const struct held *held)
{
	return strcmp(held->row.channel, channel_name(held->contact.channel)) != 0;
}

int notification_on_contact_report(struct notification *svc, struct tx *tx,
				   const struct contact_report *msg, struct outbox *say,
				   struct answer *ret_answer, struct err *err)
{
	struct uuid intent = uuid_from(msg->intent_id);
	HELD_AUTO held = { .facts = NULL };

	(void)ret_answer;
	if (lock_and_load(svc, tx, &intent, &held, err) < 0 ||
	    check_whose(&held, msg->dealer, msg->connector_id, err) < 0)
		return -1;
	if (is_old(msg, &held))
		return 0;
	if (msg->status == CONTACT_REPORT_STATUS_OPT_OUT)
		return opt_out(svc, tx, &held, msg, say, err);
	if (is_past(&held))
		return 0;
	if (msg->status == CONTACT_REPORT_STATUS_UNSENT) {
		held.row.perhaps = held.row.lost;
		return store_carried_save(tx, &held.row, err);
	}
	struct hand_result result = result_of(msg, &held);

	/* This post was refused; the one before it may have arrived. */
	if (msg->has_turn && held.row.lost && result.what == HANDED_REFUSED)
		result = (struct hand_result){ .what = HANDED_UNCERTAIN,
					       .reason = "ANSWER_LOST" };
	return carried_close(svc, tx, &held.row, &result, say, err);
}

int notification_at_carried_end(void *service, struct tx *tx, const char *key,
				struct instant due, struct outbox *say, struct err *err)
{
	struct uuid intent = uuid_from(key);
	HELD_AUTO held = { .facts = NULL };

	(void)due;
	if (lock_and_load(service, tx, &intent, &held, err) < 0) {
		if (err->kind != ERR_ABSENT)
			return -1;
		err_clear(err);
		return 0;
	}
	if (!held.row.open)
		return 0;
	if (!is_over(&held))
		return timer_set(tx, "carried_end", key, held.row.until, err);
	return end_it(service, tx, &held, say, err);
}
