/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preferences: shown as they stand, and changed as a whole. A choice that is as it was
 * writes nothing: a page that is sent back unread is no consent.
 */
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "gen/consent_prefer.h"
#include "gen/consent_show.h"
#include "notification/domain/consent_words.h"
#include "notification/events.h"
#include "notification/channel/person.h"

#define RESULT_MAX ((size_t)800 * 1024)

#define ASKED_OF(msg)                                                                    \
	&(struct person_asked)                                                           \
	{                                                                                \
		(msg)->dealer, (msg)->token, (msg)->customer_id, (msg)->party_id, true   \
	}

static struct preference wish_of(const struct person *person)
{
	return (struct preference){ .dealer = person->link.dealer,
				    .person = person->link.customer };
}

static void write_entry(struct json_out *json, const struct person *person,
			enum purpose purpose, enum channel channel)
{
	const struct consent_standing standing = consent_fold(
		person->ledger, person->ledger_count, purpose, channel);
	enum consent_basis basis = person_basis(person, purpose, channel);
	const char *state = standing.last == CONSENT_GRANT      ? "granted"
			    : standing.last == CONSENT_WITHDRAW ? "withdrawn"
			    : standing.last == CONSENT_OBJECT   ? "objected"
			    : basis == BASIS_SOFT_OPT_IN        ? "soft_opt_in"
								: "none";

	json_out_open_object(json, NULL);
	json_out_text(json, "purpose", purpose_name(purpose));
	json_out_text(json, "channel", channel_name(channel));
	json_out_text(json, "state", state);
	json_out_text(json, "basis", consent_basis_name(basis));
	json_out_flag(json, "allowed", basis != BASIS_NONE);
	json_out_close_object(json);
}

static void write_standing(struct json_out *json, const struct person *person,
			   const struct preference *wish)
{
	if (person->contact.letter.garage.name)
		json_out_text(json, "garage", person->contact.letter.garage.name);
	if (wish->preferred != CHANNEL_NONE)
		json_out_text(json, "preferred", channel_name(wish->preferred));
	if (wish->language[0])
		json_out_text(json, "language", wish->language);
	json_out_flag(json, "less_often", wish->less_often);
	json_out_open_array(json, "entries");
	for (enum purpose p = PURPOSE_REMINDER; p < PURPOSES; p++)
		for (enum channel c = CHANNEL_EMAIL; c < CHANNELS; c++)
			write_entry(json, person, p, c);
	json_out_close_array(json);
}

/* What the answer tells beside what stands. */
struct shown {
	bool history;
	bool messages;
};

static int answer_with(struct tx *tx, const struct person *person, struct shown shown,
		       char **ret_json, struct err *err)
{
	STRBUF_AUTO out = strbuf_new(RESULT_MAX);
	struct json_out json = json_out_into(&out);
	struct preference wish = wish_of(person);

	if (store_preference_load(tx, &wish, err) < 0)
		return -1;
	json_out_open_object(&json, NULL);
	write_standing(&json, person, &wish);
	strbuf_add(&out, ",\"history\":[");
	if (shown.history && store_ledger_write(tx, &wish, &out, err) < 0)
		return -1;
	strbuf_add(&out, "]");
	if (shown.messages) {
		strbuf_add(&out, ",\"messages\":[");
		if (store_messages_write(tx, &wish, &out, err) < 0)
			return -1;
		strbuf_add(&out, "]");
	}
	strbuf_add(&out, "}");
	if (strbuf_check(&out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

int notification_on_consent_show(struct notification *svc, struct tx *tx,
				 const struct consent_show *msg, struct outbox *say,
				 struct answer *ret_answer, struct err *err)
{
	PERSON_AUTO person = { .rows = NULL };

	(void)say;
	if (person_open(svc, tx, ASKED_OF(msg), &person, err) < 0)
		return -1;
	ret_answer->aggregate = person.link.customer;
	return answer_with(tx, &person, (struct shown){ msg->history, msg->messages },
			   &ret_answer->json, err);
}

/* --- changing -------------------------------------------------------------------------
 */
struct preferring {
	const struct notification *svc;
	struct tx *tx;
	const struct consent_prefer *msg;
	struct person *person;
	struct instant at;
};

static const char *source_of(const struct preferring *what)
{
	if (what->msg->source)
		return what->msg->source;
	return what->person->by_link || what->msg->party_id ? "PREFERENCES" : "DESK";
}

static int record(const struct preferring *what, struct consent_event event,
		  struct err *err)
{
	char print[WORDS_PRINT_TEXT];
	enum consent_basis basis =
		event.action == CONSENT_GRANT
			? BASIS_OPT_IN
			: person_basis(what->person,
				       event.purpose ? event.purpose : PURPOSE_REMINDER,
				       event.channel ? event.channel : CHANNEL_EMAIL);
	struct uuid id = uuid_named("choice", what->msg->command_id,
				    purpose_name(event.purpose),
				    channel_name(event.channel), NULL);
	const struct ledger_row row = {
		.dealer = what->person->link.dealer,
		.customer = what->person->link.customer,
		.event = event,
		.source = source_of(what),
		.basis = consent_basis_name(basis),
		.actor = what->msg->actor,
		.wording = what->msg->wording,
		.wording_print = print,
		.evidence = what->msg->evidence,
		.command_id = id.text,
	};

	consent_words_print(what->msg->wording, print);
	return store_ledger_add(what->tx, &row, err);
}

/* The address by which this channel reaches them; NULL: none. */
static const char *print_of(const struct preferring *what, enum channel channel)
{
	const char *own = what->person->contact.prints[channel];

	if (channel == CHANNEL_EMAIL && what->person->link.address_print[0])
		return what->person->link.address_print;
	return own && *own ? own : NULL;
}

static int list_print(const struct preferring *what, const struct consent_event *event,
		      struct err *err)
{
	const struct address_word word = { what->person->link.dealer,
					   print_of(what, event->channel), event->purpose,
					   event->at };

	if (!word.print)
		return 0;
	return event->action == CONSENT_GRANT
		       ? store_address_release(what->tx, &word, err)
		       : store_address_suppress(what->tx, &word, err);
}

static int choose(const struct preferring *what,
		  const struct consent_prefer_choice *choice, struct err *err)
{
	struct consent_event event = {
		.purpose = purpose_from(wire_purpose_word(choice->purpose)),
		.channel = channel_from(wire_channel_word(choice->channel)),
		.action = choice->granted ? CONSENT_GRANT : CONSENT_WITHDRAW,
		.at = what->at,
	};
	bool allowed = person_basis(what->person, event.purpose, event.channel) !=
		       BASIS_NONE;

	if (choice->granted == allowed)
		return 0;
	if (record(what, event, err) < 0)
		return -1;
	return list_print(what, &event, err);
}

/* Everything, by every channel there is an address of. */
static int stop_all(const struct preferring *what, struct err *err)
{
	struct consent_event event = { .action = CONSENT_OBJECT, .at = what->at };

	if (record(what, event, err) < 0)
		return -1;
	for (event.channel = CHANNEL_EMAIL; event.channel < CHANNELS; event.channel++) {
		if (list_print(what, &event, err) < 0)
			return -1;
	}
	return 0;
}

static int choose_all(const struct preferring *what, struct err *err)
{
	if (what->msg->stop_all)
		return stop_all(what, err);
	for (size_t i = 0; i < what->msg->choices_count; i++) {
		if (choose(what, &what->msg->choices[i], err) < 0)
			return -1;
	}
	return 0;
}

static int keep_wish(const struct preferring *what, struct err *err)
{
	const struct consent_prefer *msg = what->msg;
	struct preference wish = wish_of(what->person);

	if (store_preference_load(what->tx, &wish, err) < 0)
		return -1;
	wish.preferred = channel_from(wire_channel_word(msg->preferred));
	if (msg->language)
		snprintf(wish.language, sizeof(wish.language), "%s",
			 wire_language_word(msg->language));
	if (msg->has_less_often)
		wish.less_often = msg->less_often;
	return store_preference_keep(what->tx, &wish, err);
}

int notification_on_consent_prefer(struct notification *svc, struct tx *tx,
				   const struct consent_prefer *msg, struct outbox *say,
				   struct answer *ret_answer, struct err *err)
{
	PERSON_AUTO person = { .rows = NULL };
	PERSON_AUTO after = { .rows = NULL };
	struct preferring what = { svc, tx, msg, &person, NO_INSTANT };
	int64_t version = 0;

	if (person_open(svc, tx, ASKED_OF(msg), &person, err) < 0 ||
	    instant_parse(msg->received_at, &what.at, err) < 0)
		return -1;
	if (msg->customer_id && !person.contact.facts.customer_known)
		return err_set_code(err, ERR_ABSENT, "CUSTOMER_UNKNOWN",
				    "there is no customer %s", msg->customer_id);
	if (choose_all(&what, err) < 0 || keep_wish(&what, err) < 0 ||
	    consent_say(svc, tx,
			&(struct consent_of){ person.link.dealer, person.link.customer },
			say, &version, err) < 0)
		return -1;
	if (person_open(svc, tx, ASKED_OF(msg), &after, err) < 0)
		return -1;
	ret_answer->aggregate = person.link.customer;
	ret_answer->version = version;
	return answer_with(tx, &after, (struct shown){ .history = true },
			   &ret_answer->json, err);
}
