/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fills register.state from the facts. What a data set that is gone would have said stays
 * as it was; days and versions that only say when we asked are no change.
 */
#include "fleet/register/say.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fleet/register/say_lists.h"
#include "gen/register_state.h"
#include "msg/msg.h"

#define STATE_MAX   200000
#define EU_MAX_TEXT 12

/* A message and the texts it lends. */
struct draft {
	struct register_state state;
	struct said_recalls recalls;
	struct said_defects defects;
	enum wire_fuel fuels[REGISTER_FUELS_MAX];
	char dates[6][CIVIL_TEXT];
	char now[INSTANT_TEXT];
};

static const char *text_or_none(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static const char *date_or_none(struct civil_date date, char into[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, into) : NULL;
}

#define PUT_TRUTH(state, field, truth)                                                   \
	((state)->has_##field = (truth) != REGISTER_UNKNOWN,                             \
	 (state)->field = (truth) == REGISTER_YES)
#define PUT_NUMBER(state, field, number, least, most)                                    \
	((state)->has_##field = (number) >= (least) && (number) <= (most),               \
	 (state)->field = (number))

static void put_vehicle(struct draft *draft, const struct register_facts *facts)
{
	struct register_state *state = &draft->state;

	state->make = text_or_none(facts->make);
	state->model = text_or_none(facts->model);
	state->category = wire_vehicle_category_of(facts->category);
	state->kind = text_or_none(facts->kind);
	state->body = text_or_none(facts->body);
	if (strlen(facts->eu_category) <= EU_MAX_TEXT)
		state->eu_category = text_or_none(facts->eu_category);
	state->odometer_verdict = text_or_none(facts->odometer_verdict);
	state->apk_expiry = date_or_none(facts->apk_expiry, draft->dates[0]);
	state->first_admission = date_or_none(facts->first_admission, draft->dates[1]);
	state->first_nl = date_or_none(facts->first_in_nl, draft->dates[2]);
	state->holder_since = date_or_none(facts->holder_since, draft->dates[3]);
	PUT_NUMBER(state, mass_kg, facts->mass_max_kg, 0, 1000000);
	PUT_NUMBER(state, empty_mass_kg, facts->mass_empty_kg, 0, 1000000);
	PUT_NUMBER(state, odometer_year, facts->odometer_year, 1900, 2200);
	PUT_TRUTH(state, insured, facts->insured);
	PUT_TRUTH(state, exported, facts->exported);
	PUT_TRUTH(state, taxi, facts->taxi);
	PUT_TRUTH(state, transferable, facts->transferable);
	PUT_TRUTH(state, recall_open, facts->recall_open);
}

static void put_fuels(struct draft *draft, const struct register_facts *facts)
{
	for (size_t i = 0; i < facts->fuels_count; i++)
		draft->fuels[i] = wire_fuel_of(facts->fuels[i]);
	draft->state.fuel = wire_fuel_of(facts->fuel);
	draft->state.fuels = draft->fuels;
	draft->state.fuels_count = facts->fuels_count;
}

static void keep_gone(struct draft *draft, const struct register_batch *batch,
		      const struct register_state *old)
{
	struct register_state *state = &draft->state;

	if (batch->gone[REGISTER_FUELS] && old) {
		state->fuel = old->fuel;
		state->fuels = old->fuels;
		state->fuels_count = old->fuels_count;
	}
}

static struct civil_date date_from(const char *text)
{
	struct civil_date date = NO_DATE;
	struct err ignored = { .kind = ERR_NONE };

	if (text && civil_parse(text, &date, &ignored) < 0)
		return NO_DATE;
	return date;
}

static unsigned compare(const struct draft *draft, const struct register_facts *facts,
			const struct register_state *old)
{
	const char *codes[REGISTER_RECALLS_MAX];
	struct register_known known = { .is_known = old != NULL };
	struct register_facts now = *facts;

	if (!old)
		return register_compare(&known, &now);
	known.found = !old->has_found || old->found;
	known.exported = old->has_exported && old->exported;
	known.apk_expiry = date_from(old->apk_expiry);
	known.holder_since = date_from(old->holder_since);
	for (size_t i = 0; i < old->recalls_count; i++)
		codes[i] = old->recalls[i].code;
	known.recalls = codes;
	known.recalls_count = old->recalls_count;
	/* As it will be said: of a data set that is gone the old ones. */
	now.recalls_count = draft->state.recalls_count;
	for (size_t i = 0; i < now.recalls_count; i++)
		text_copy(now.recalls[i], REGISTER_WORD_TEXT,
			  draft->state.recalls[i].code);
	return register_compare(&known, &now);
}

static void put_move(struct draft *draft, const struct register_car *car,
		     const struct register_state *old, unsigned changes)
{
	struct register_state *state = &draft->state;

	state->apk_moved_on = old ? old->apk_moved_on : NULL;
	state->apk_tested_on = old ? old->apk_tested_on : NULL;
	if (!(changes & REGISTER_APK_MOVED))
		return;
	memcpy(draft->dates[4], draft->now, CIVIL_TEXT - 1);
	draft->dates[4][CIVIL_TEXT - 1] = '\0';
	state->apk_moved_on = draft->dates[4];
	state->apk_tested_on = date_or_none(car->facts.inspected_on, draft->dates[5]);
}

static int encode(const struct register_state *state, struct strbuf *out, struct err *err)
{
	return msg_encode(&register_state_type, state, out, err);
}

/* The same but for when it was asked? */
static int is_as_before(const struct register_state *state,
			const struct register_state *old, const char *old_text,
			bool *ret_same, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(STATE_MAX);
	struct register_state like_old = *state;

	like_old.version = old->version;
	like_old.checked_at = old->checked_at;
	if (state->recalls_as_of)
		like_old.recalls_as_of = old->recalls_as_of;
	if (state->defects_as_of && old->defects_as_of)
		like_old.defects_as_of = old->defects_as_of;
	if (encode(&like_old, &text, err) < 0)
		return -1;
	*ret_same = strcmp(text.text, old_text) == 0;
	return 0;
}

static int decode(const struct register_before *before, struct register_state **ret_old,
		  struct err *err)
{
	void *old = NULL;

	if (before->state &&
	    msg_decode(&register_state_type, slice_of(before->state), &old, err) < 0)
		return err_prefix(err, "what was said of a plate: ");
	*ret_old = old;
	return 0;
}

int register_expect(const struct register_before *before, struct register_car *car,
		    struct err *err)
{
	struct register_state *old;

	if (decode(before, &old, err) < 0)
		return -1;
	car->apk_before = old ? date_from(old->apk_expiry) : NO_DATE;
	car->was_found = old && (!old->has_found || old->found);
	msg_free(&register_state_type, old);
	return 0;
}

static int judge(struct draft *draft, const struct register_state *old,
		 const struct register_before *before, struct register_news *news,
		 struct err *err)
{
	STRBUF_AUTO text = strbuf_new(STATE_MAX);
	bool same = false;

	if (old && is_as_before(&draft->state, old, before->state, &same, err) < 0)
		return -1;
	if (same)
		return 0;
	draft->state.version = before->version + 1;
	if (encode(&draft->state, &text, err) < 0)
		return -1;
	news->version = draft->state.version;
	news->state = strbuf_take(&text);
	return 0;
}

int register_judge(const struct register_batch *batch, const struct register_car *car,
		   const struct register_before *before, struct instant now,
		   struct register_news *ret_news, struct err *err)
{
	struct draft *draft = mem_alloc(sizeof(*draft));
	struct register_state *old = NULL;
	int failed = decode(before, &old, err);

	*ret_news = (struct register_news){ .version = before->version };
	instant_format(now, draft->now);
	draft->state.plate = car->plate;
	draft->state.checked_at = draft->now;
	draft->state.has_found = true;
	draft->state.found = car->facts.found;
	put_vehicle(draft, &car->facts);
	put_fuels(draft, &car->facts);
	draft->state.recalls_as_of = draft->now;
	draft->state.defects_as_of = draft->now;
	if (failed == 0) {
		said_recalls_put(&draft->recalls, &draft->state, batch, &car->facts, old);
		said_defects_put(&draft->defects, &draft->state, batch, &car->facts, old);
		keep_gone(draft, batch, old);
		ret_news->changes = compare(draft, &car->facts, old);
		put_move(draft, car, old, ret_news->changes);
		failed = judge(draft, old, before, ret_news, err);
	}
	msg_free(&register_state_type, old);
	mem_free(draft);
	return failed;
}
