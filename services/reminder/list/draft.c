/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an outlook to the words of a proposal: reasons, dates, channel, explanation.
 */
#include <stdlib.h>
#include <string.h>

#include "reminder/list/draft_inside.h"

#define VALUE_VISITS 5

struct draft *draft_new(void)
{
	struct draft *draft = mem_alloc(sizeof(*draft));

	draft->why_text = why_text_new();
	draft->advice_text = mem_alloc(sizeof(*draft->advice_text));
	draft->nl = strbuf_new(EXPLAIN_TEXT * 2);
	draft->en = strbuf_new(EXPLAIN_TEXT * 2);
	return draft;
}

void draft_free(struct draft *draft)
{
	if (!draft)
		return;
	why_text_free(draft->why_text);
	mem_free(draft->advice_text);
	strbuf_done(&draft->nl);
	strbuf_done(&draft->en);
	mem_free(draft);
}

struct outlook outlook_new(void)
{
	return (struct outlook){ .prediction = mem_alloc(sizeof(struct prediction)) };
}

void outlook_done(struct outlook *outlook)
{
	mem_free(outlook->prediction);
}

/* The car's own, else the garage's for such cars, else the garage's for all. */
static void set_interval(const struct desk *desk, const struct car *car)
{
	struct history *h = car->history;

	if (h->interval_months == 0)
		h->interval_months = car->make_months;
	if (h->interval_km == 0)
		h->interval_km = car->make_km;
	if (desk->known && h->interval_months == 0)
		h->interval_months = desk->garage.interval_months;
	if (desk->known && h->interval_km == 0)
		h->interval_km = desk->garage.interval_km;
	if (desk->known)
		h->mobility_months = desk->garage.mobility_months;
}

void outlook_make(const struct desk *desk, struct car *car, struct outlook *ret_outlook)
{
	struct history *history = car->history;
	enum car_use use = car->is_stock ? CAR_OF_STOCK : CAR_OF_CUSTOMER;

	set_interval(desk, car);
	ret_outlook->car = car;
	ret_outlook->followup = NULL;
	ret_outlook->again = false;
	ret_outlook->plan.count = 0;
	predict(history, use, history_last_day(history), ret_outlook->prediction);
	plan_make(ret_outlook->prediction, &ret_outlook->plan);
}

struct civil_date outlook_since(const struct outlook *outlook)
{
	return outlook->followup ? followup_visit_until(outlook->followup)
				 : outlook->prediction->since;
}

static const char *why_gone(const struct car *car, const struct proposal_row *row)
{
	const char *gone = car_gone(car);

	return gone || !car_changed_hands(car, row->list_week) ? gone : "HOLDER_CHANGED";
}

struct recheck recheck_facts(const struct car *car, const struct proposal_row *row,
			     struct civil_date today)
{
	bool apk = row->group == GROUP_APK;
	/* A recall is safety: no "never" of marketing ends it (domain.md 3d-6). */
	bool recall = row->group == GROUP_RECALL;
	bool never[GROUPS_COUNT] = { [GROUP_APK] = car->never_apk,
				     [GROUP_SERVICE] = car->never_service,
				     [GROUP_ADVICE] = car->never_advice,
				     [GROUP_TYRES] = car->never_tyres,
				     [GROUP_DORMANT] = car->never_service ||
						       car->never_dormant };
	bool marketing_never =
		car->never_vehicle || car->never_customer || never[row->group];

	return (struct recheck){
		.erased = car->erased,
		.consent_withdrawn = car->consent_withdrawn && !recall,
		.never = marketing_never && !recall,
		.never_channel = car->never_email && !recall,
		.today = today,
		.predicted_since = row->since,
		.last_visit = car_last_visit(car),
		.follows_visit = row->group == GROUP_ADVICE,
		.apk_proposed = apk ? row->cycle : NO_DATE,
		.apk_now = apk ? apk_expiry_of(car->history) : NO_DATE,
		.apk_elsewhere = apk && car_apk_elsewhere(car),
		.booked = car_booked_on(car, today),
		.gone = why_gone(car, row),
		.other_owner = strcmp(row->customer.text, car->customer.text) != 0,
		.has_address = car->has_email || car->has_contact,
		.bounces = car->bounces && !car->has_contact,
		.do_not_contact = car->no_email,
		.reached_otherwise = car->reach_other[0] != '\0',
	};
}

static void add_reason(struct draft *d, enum due_kind kind, struct civil_date due)
{
	static const char *const KEYS[] = {
		[DUE_NONE] = "",
		[DUE_APK] = "reason.apk",
		[DUE_PERIODIC] = "reason.periodic",
		[DUE_HABIT] = "reason.habit",
		[DUE_TIME_PART] = "reason.time_part",
		[DUE_TYRES] = "reason.tyres",
		[DUE_RECALL] = "reason.recall",
		[DUE_DORMANT] = "reason.dormant",
		[DUE_MOBILITY] = "reason.mobility",
	};
	size_t n = d->msg.reasons_count++;

	d->reasons[n] = (struct proposal_state_reason){
		.kind = wire_reason_kind_of(due_kind_name(kind)),
		.due_date = civil_is_set(due) ? civil_format(due, d->due[n]) : NULL,
		.text_key = KEYS[kind],
	};
}

static void draft_reasons(struct draft *d, const struct prediction *p,
			  enum reason_group group)
{
	const struct due_item *apk = prediction_item(p, DUE_APK);
	const struct due_item *periodic = prediction_item(p, DUE_PERIODIC);

	d->msg.reasons = d->reasons;
	d->msg.reasons_count = 0;
	if (reason_group_item(group) != DUE_NONE) {
		enum due_kind kind = reason_group_item(group);

		add_reason(d, kind, prediction_item(p, kind)->due);
		return;
	}
	if (group == GROUP_APK) {
		add_reason(d, DUE_APK, apk->due);
		if (when_is_set(&periodic->when) && due_is_bundle(apk, periodic))
			add_reason(d, DUE_PERIODIC, periodic->when.p50);
	} else if (when_is_set(&periodic->when)) {
		add_reason(d, DUE_PERIODIC, periodic->when.p50);
	} else {
		add_reason(d, DUE_HABIT, prediction_item(p, DUE_HABIT)->when.p50);
	}
	if (why_comes_along(p, group, DUE_TIME_PART))
		add_reason(d, DUE_TIME_PART, p->part.due);
	if (why_comes_along(p, group, DUE_MOBILITY))
		add_reason(d, DUE_MOBILITY, p->mobility.until);
}

static int compare_cents(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* What such a visit is worth: the median of the car's last ones with the same work. */
static void draft_value(struct draft *d, const struct history *h, enum reason_group group)
{
	unsigned work = group == GROUP_APK ? WORK_APK | WORK_PERIODIC : WORK_PERIODIC;
	int64_t cents[VALUE_VISITS];
	size_t n = 0;

	for (size_t i = h->visits_count; i-- > 0 && n < VALUE_VISITS;)
		if ((h->visits[i].work & work) && h->visits[i].customer_net_cents > 0)
			cents[n++] = h->visits[i].customer_net_cents;
	if (n == 0)
		return;
	qsort(cents, n, sizeof(cents[0]), compare_cents);
	d->msg.expected_value_cents = cents[n / 2];
	d->msg.has_expected_value_cents = true;
}

static void draft_last_visit(struct draft *d, const struct outlook *o)
{
	struct civil_date last = car_last_visit(o->car);
	const struct reading *reading = odometer_last(&o->prediction->odometer);

	d->msg.last_visit_date =
		civil_is_set(last) ? civil_format(last, d->last_visit) : NULL;
	d->msg.has_last_odometer_km = reading != NULL;
	d->msg.last_odometer_km = reading ? reading->km : 0;
}

static void draft_dates(struct draft *d, const struct outlook *o, enum reason_group group)
{
	const struct prediction *p = o->prediction;
	struct when when = expected_when(p, group);

	d->msg.due_p10 = civil_is_set(when.p10) ? civil_format(when.p10, d->p10) : NULL;
	d->msg.due_p50 = civil_format(when.p50, d->p50);
	d->msg.due_p90 = civil_is_set(when.p90) ? civil_format(when.p90, d->p90) : NULL;
	d->msg.apk_expiry =
		civil_is_set(p->apk_expiry) ? civil_format(p->apk_expiry, d->apk) : NULL;
	d->msg.confidence = wire_confidence_of(confidence_name(
		p->confidence == CONFIDENCE_NONE ? CONFIDENCE_LOW : p->confidence));
}

static void draft_channel(struct draft *d, const struct car *car, enum reason_group group)
{
	bool recall =
		group == GROUP_RECALL; /* safety: no marketing that one can refuse */
	struct recheck facts = {
		.consent_withdrawn = car->consent_withdrawn && !recall,
		.do_not_contact = car->no_email,
		.never_channel = car->never_email && !recall,
		.has_address = car->has_email || car->has_contact,
		.bounces = car->bounces && !car->has_contact,
	};

	d->msg.channel_note = recheck_channel(&facts);
	/* The note then says why it is not e-mail. */
	if (car->reach_other[0])
		d->msg.channel = wire_channel_of(car->reach_other);
	else
		d->msg.channel =
			d->msg.channel_note ? WIRE_CHANNEL_NONE : WIRE_CHANNEL_EMAIL;
}

static enum proposal_state_why_interval_source interval_source(const struct desk *desk,
							       const struct car *car)
{
	if (car->own_interval)
		return PROPOSAL_STATE_WHY_INTERVAL_SOURCE_VEHICLE;
	if (car->make_months || car->make_km)
		return PROPOSAL_STATE_WHY_INTERVAL_SOURCE_MAKE;
	if (desk->known && (desk->garage.interval_months || desk->garage.interval_km))
		return PROPOSAL_STATE_WHY_INTERVAL_SOURCE_DEALER;
	return PROPOSAL_STATE_WHY_INTERVAL_SOURCE_DEFAULT;
}

static void draft_prediction(struct desk *desk, const struct outlook *o,
			     enum reason_group group, struct iso_week list_week,
			     struct draft *d)
{
	struct why_request request = {
		.history = o->car->history,
		.prediction = o->prediction,
		.group = group,
		.send_from = week_monday(week_add(list_week, 1)),
		.interval_source = interval_source(desk, o->car),
	};

	d->msg.has_expected_value_cents = false;
	draft_reasons(d, o->prediction, group);
	draft_value(d, o->car->history, group);
	draft_dates(d, o, group);
	why_fill(&request, d->why_text, &d->why);
	d->msg.why = &d->why;
}

/* Everything that follows from the outlook; answers and stages are not its business. */
static void draft_facts(struct desk *desk, const struct outlook *o,
			enum reason_group group, struct iso_week list_week,
			struct draft *d)
{
	d->msg.customer_id = o->car->customer.text;
	d->msg.vehicle_id = o->car->vehicle.text;
	d->msg.reason_group = wire_reason_group_of(reason_group_name(group));
	if (o->followup)
		draft_followup(o, list_week, d);
	else
		draft_prediction(desk, o, group, list_week, d);
	draft_last_visit(d, o);
	draft_channel(d, o->car, group);
}

static void draft_standing(struct desk *desk, const struct proposal_row *row,
			   struct draft *d)
{
	d->msg.dealer = desk->dealer;
	d->msg.proposal_id = row->id.text;
	d->msg.version = row->version;
	d->msg.list_week = week_format(row->list_week, d->list_week);
	d->msg.send_week = week_format(week_add(row->list_week, 1), d->send_week);
	d->msg.default_decision = wire_decision_of(decision_name(row->decision));
	d->msg.decision = d->msg.default_decision;
	d->msg.decision_source = PROPOSAL_STATE_DECISION_SOURCE_DEFAULT;
	d->msg.status = PROPOSAL_STATE_STATUS_OPEN;
	d->msg.status_at = instant_format(tx_now(desk->tx), d->status_at);
}

struct uuid followup_proposal_id(const char *dealer, const struct uuid *inspection,
				 int step)
{
	return uuid_named("proposal", dealer, reason_group_name(GROUP_ADVICE),
			  inspection->text, step > 1 ? "again" : NULL, NULL);
}

static struct uuid proposal_id(const struct desk *desk, const struct outlook *outlook,
			       enum reason_group group)
{
	const struct car *car = outlook->car;
	char send_week[WEEK_TEXT];

	/* A form is followed up once, in whatever week; what wears once more. */
	if (outlook->followup)
		return followup_proposal_id(desk->dealer, &outlook->followup->inspection,
					    outlook->again ? 2 : 1);
	return uuid_named("proposal", desk->dealer, car->customer.text, car->vehicle.text,
			  reason_group_name(group),
			  week_format(week_add(desk->week, 1), send_week), NULL);
}

int draft_line(struct desk *desk, const struct outlook *outlook,
	       const struct plan_step *step, struct draft *draft,
	       struct proposal_row *ret_row, struct err *err)
{
	STRBUF_AUTO state = strbuf_new(MAX_STATE_BYTES);
	struct proposal_row row = {
		.id = proposal_id(desk, outlook, step->group),
		.version = 1,
		.list_week = desk->week,
		.vehicle = outlook->car->vehicle,
		.customer = outlook->car->customer,
		.group = step->group,
		.cycle = step->cycle,
		.step = step->step,
		.stage = STAGE_OPEN,
		.decision = decision_default(step->group, &desk->garage.defaults),
		.source = DECIDED_BY_DEFAULT,
		.since = outlook_since(outlook),
	};

	row.slot = week_release_slot(&row.customer);
	draft->msg = (struct proposal_state){ .dealer = desk->dealer };
	draft_facts(desk, outlook, step->group, desk->week, draft);
	draft_standing(desk, &row, draft);
	draft_joins(desk, outlook->car, &row, draft);
	if (msg_encode(&proposal_state_type, &draft->msg, &state, err) < 0)
		return err_prefix(err, "proposal of vehicle %s: ", row.vehicle.text);
	row.state = strbuf_take(&state);
	*ret_row = row;
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_facts(const struct proposal_state *a, const struct proposal_state *b)
{
	return same_text(a->due_p10, b->due_p10) && same_text(a->due_p50, b->due_p50) &&
	       same_text(a->due_p90, b->due_p90) &&
	       same_text(a->apk_expiry, b->apk_expiry) &&
	       same_text(a->channel_note, b->channel_note) && a->channel == b->channel &&
	       same_text(a->customer_id, b->customer_id) &&
	       same_text(a->last_visit_date, b->last_visit_date) &&
	       a->expected_value_cents == b->expected_value_cents &&
	       a->reasons_count == b->reasons_count && a->joins == b->joins && a->why &&
	       same_text(a->why->text_nl, b->why->text_nl) &&
	       a->why->inputs_count == b->why->inputs_count;
}

bool proposal_renew(struct desk *desk, const struct outlook *outlook, struct draft *draft,
		    struct proposal_edit *edit)
{
	struct proposal_state *msg = edit->msg;

	draft->msg = *msg;
	draft_facts(desk, outlook, edit->row->group, edit->row->list_week, draft);
	draft_joins(desk, outlook->car, edit->row, draft);
	/* The line stays the customer's it was made for: its id names that customer. */
	draft->msg.customer_id = msg->customer_id;
	if (same_facts(msg, &draft->msg))
		return false;
	*msg = draft->msg;
	edit->row->since = outlook_since(outlook);
	return true;
}
