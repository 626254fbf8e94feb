/* SPDX-License-Identifier: Apache-2.0 */
/*
 * consent.state: what stands for each purpose and channel, said when it changed.
 *
 * A hash of what was said last is kept with the customer, so that a new address or a
 * newer invoice says nothing when nothing follows from it.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gen/say_consent_state.h"
#include "notification/events.h"
#include "notification/channel/person.h"

#define ENTRIES_MAX ((PURPOSES - 1) * (CHANNELS - 1))

/* The message as it is built: entries, the texts they lend, and what is hashed. */
struct standings {
	struct consent_state_entry entries[ENTRIES_MAX];
	char since[ENTRIES_MAX][INSTANT_TEXT];
	size_t count;
	struct consent_state_reach reach[CHANNELS];
	size_t reach_count;
	enum channel preferred;
	struct strbuf hashed;
	struct instant now;
	struct civil_date today; /* UTC: a soft opt-in lasts 36 months */
};

static void add_entry(struct standings *all, struct consent_state_entry entry,
		      struct instant since)
{
	size_t at = all->count++;

	instant_format(since, all->since[at]);
	entry.since = all->since[at];
	all->entries[at] = entry;
	strbuf_addf(&all->hashed, "%d/%d/%d;", (int)entry.purpose, (int)entry.channel,
		    (int)entry.state);
}

static struct instant midnight(struct civil_date date)
{
	return (struct instant){ (int64_t)civil_to_days(date) * 86400 *
				 MICROS_PER_SECOND };
}

/* What the ledger, the desk or an invoice says about one purpose and channel. */
static void add_standing(struct standings *all, const struct customer_standing *customer,
			 struct consent_standing ledger, enum purpose purpose,
			 enum channel channel)
{
	static const enum consent_state_entry_state states[] = {
		[CONSENT_GRANT] = CONSENT_STATE_ENTRY_STATE_GRANTED,
		[CONSENT_WITHDRAW] = CONSENT_STATE_ENTRY_STATE_WITHDRAWN,
		[CONSENT_OBJECT] = CONSENT_STATE_ENTRY_STATE_OBJECTED,
	};
	const struct channel_list refused = channel_list_read(customer->refuses);
	struct consent_state_entry entry = {
		.purpose = wire_purpose_of(purpose_name(purpose)),
		.channel = wire_channel_of(channel_name(channel)),
	};

	if (ledger.last != CONSENT_NONE) {
		entry.state = states[ledger.last];
		entry.basis = "LEDGER";
		add_entry(all, entry, ledger.since);
	} else if (channel_list_concerns(&refused, channel)) {
		entry.state = CONSENT_STATE_ENTRY_STATE_OBJECTED;
		entry.basis = "DESK";
		add_entry(all, entry, all->now);
	} else if (consent_is_soft_opt_in(&customer->person, purpose, channel,
					  all->today)) {
		entry.state = CONSENT_STATE_ENTRY_STATE_SOFT_OPT_IN;
		entry.basis = "PAID_INVOICE";
		add_entry(all, entry, midnight(customer->person.last_paid));
	}
}

static int gather(struct tx *tx, const char *dealer, const struct uuid *id,
		  const struct customer_standing *customer, struct standings *all,
		  struct err *err)
{
	struct consent_event *events = NULL;
	size_t count = 0;

	if (store_ledger_load(tx, dealer, id, &events, &count, err) < 0)
		return -1;
	for (enum purpose p = PURPOSE_REMINDER; p < PURPOSES; p++) {
		for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++)
			add_standing(all, customer, consent_fold(events, count, p, c), p,
				     c);
	}
	mem_free(events);
	return 0;
}

/* How a reminder of today would reach them: as the gate chooses, but for what changes
 * from day to day. */
static int gather_reach(const struct notification *svc, struct tx *tx,
			const struct consent_of *whose, struct standings *all,
			struct err *err)
{
	const struct person_asked asked = { .dealer = whose->dealer,
					    .customer_id = whose->customer.text };
	PERSON_AUTO person = { .rows = NULL };

	if (person_open(svc, tx, &asked, &person, err) < 0)
		return -1;
	const struct gate_facts *facts = &person.contact.facts;
	const struct way_question question = { .is_marketing = true,
					       .purpose = PURPOSE_REMINDER,
					       .person = facts->person,
					       .today = facts->today,
					       .now = facts->now };
	const struct channel_list order = choose_order(&facts->wishes);

	for (size_t i = 0; facts->dealer_known && i < order.count; i++) {
		const struct way *way = &facts->ways[order.at[i]];
		const char *note = way_forbidden(way, order.at[i], &question);

		if (!note)
			note = way_unreachable(way, &question);
		all->reach[all->reach_count++] = (struct consent_state_reach){
			.channel = wire_channel_of(channel_name(order.at[i])),
			.usable = !note,
			.note = note,
		};
		strbuf_addf(&all->hashed, "%d%s;", (int)order.at[i], note ? note : "+");
	}
	all->preferred = facts->wishes.preferred;
	strbuf_addf(&all->hashed, "p%d", (int)all->preferred);
	return 0;
}

static int say_when_changed(struct tx *tx, const struct consent_state *state,
			    const struct customer_standing *customer,
			    const struct standings *all, struct outbox *say,
			    struct err *err)
{
	struct consent_state next = *state;
	struct uuid id = uuid_from(state->customer_id);
	char said[20];

	snprintf(said, sizeof(said), "%016llx",
		 (unsigned long long)text_hash(all->hashed.text));
	if (strcmp(said, customer->said) == 0)
		return 0;
	if (store_consent_said(tx, state->dealer, &id, said, &next.version, err) < 0)
		return -1;
	return say_consent_state(say, &next, err);
}

static int say_standing(const struct notification *svc, struct tx *tx,
			const struct consent_of *whose,
			const struct customer_standing *standing, struct outbox *say,
			struct err *err)
{
	struct standings *all = mem_alloc(sizeof(*all));
	const char *health = address_health_name(&standing->health, tx_now(tx));

	all->now = tx_now(tx);
	all->today =
		civil_from_days((int32_t)(all->now.micros / 86400 / MICROS_PER_SECOND));
	all->hashed = strbuf_new(4000);
	strbuf_add(&all->hashed, health);
	int failed = gather(tx, whose->dealer, &whose->customer, standing, all, err);

	if (failed == 0)
		failed = gather_reach(svc, tx, whose, all, err);
	struct consent_state state = {
		.dealer = whose->dealer,
		.customer_id = whose->customer.text,
		.reach = all->reach,
		.reach_count = all->reach_count,
		.preferred = wire_channel_of(channel_name(all->preferred)),
		.entries = all->entries,
		.entries_count = all->count,
		.email_health = consent_state_email_health_of(health),
	};

	if (failed == 0)
		failed = say_when_changed(tx, &state, standing, all, say, err);
	strbuf_done(&all->hashed);
	mem_free(all);
	return failed;
}

int consent_say(const struct notification *svc, struct tx *tx,
		const struct consent_of *whose, struct outbox *say, int64_t *ret_version,
		struct err *err)
{
	const char *dealer = whose->dealer;
	const struct uuid *customer = &whose->customer;
	struct customer_standing standing;

	if (store_customer_standing(tx, dealer, customer, &standing, err) < 0)
		return -1;
	/* Of whoever is erased nothing is said any more. */
	if (standing.known && !standing.erased &&
	    say_standing(svc, tx, whose, &standing, say, err) < 0)
		return -1;
	return store_consent_version(tx, dealer, customer, ret_version, err);
}
