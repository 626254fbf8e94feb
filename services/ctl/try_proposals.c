/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl try proposals: what would be proposed of each car of a garage's files, with
 * its whole explanation, as it travels.
 *
 * One line per reason group that the car's plan holds; `try why` runs them again.
 */
#include "ctl/try.h"
#include "ctl/try_files.h"
#include "msg/msg.h"
#include "reminder/domain/plan.h"
#include "reminder/domain/week.h"
#include "reminder/list/why.h"

#define MAX_LINE ((size_t)1 << 20)

struct proposed {
	const char *plate;
	const struct history *history;
	const struct prediction *prediction;
	struct why_text *text;
};

static const char *date_or_null(struct civil_date date, char text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, text) : NULL;
}

struct proposal_text {
	struct uuid id, vehicle;
	char dates[4][CIVIL_TEXT];
	char weeks[2][WEEK_TEXT];
};

/* The dates and what they follow from; what lists and answers add is left at its start.
 */
static void fill_proposal(const struct proposed *p, const struct plan_step *step,
			  struct proposal_text *t, struct proposal_state *msg)
{
	struct iso_week send = week_of(step->send_on);
	struct when when = expected_when(p->prediction, step->group);

	*msg = (struct proposal_state){
		.dealer = "try",
		.proposal_id = t->id.text,
		.version = 1,
		.list_week = week_format(week_add(send, -1), t->weeks[0]),
		.send_week = week_format(send, t->weeks[1]),
		.customer_id = t->vehicle.text,
		.vehicle_id = t->vehicle.text,
		.reason_group = wire_reason_group_of(reason_group_name(step->group)),
		.default_decision = WIRE_DECISION_YES,
		.decision = WIRE_DECISION_YES,
		.decision_source = PROPOSAL_STATE_DECISION_SOURCE_DEFAULT,
		.due_p10 = date_or_null(when.p10, t->dates[0]),
		.due_p50 = date_or_null(when.p50, t->dates[1]),
		.due_p90 = date_or_null(when.p90, t->dates[2]),
		.apk_expiry = date_or_null(p->prediction->apk_expiry, t->dates[3]),
		.confidence =
			wire_confidence_of(confidence_name(p->prediction->confidence)),
		.status = PROPOSAL_STATE_STATUS_OPEN,
	};
}

static int write_proposal(const struct proposed *p, const struct plan_step *step,
			  struct strbuf *lines, struct err *err)
{
	const char *group = reason_group_name(step->group);
	struct proposal_text t = { .id = uuid_named("proposal", p->plate, group, NULL),
				   .vehicle = uuid_named("vehicle", p->plate, NULL) };
	STRBUF_AUTO text = strbuf_new(MAX_LINE);
	struct proposal_state_why why;
	struct why_request request = { p->history, p->prediction, step->group,
				       week_monday(week_of(step->send_on)),
				       PROPOSAL_STATE_WHY_INTERVAL_SOURCE_VEHICLE };
	struct proposal_state_reason reason = {
		.kind = wire_reason_kind_of(due_kind_name(p->prediction->leads)),
		.text_key = group,
	};
	struct proposal_state msg;

	fill_proposal(p, step, &t, &msg);
	why_fill(&request, p->text, &why);
	msg.reasons = &reason;
	msg.reasons_count = 1;
	msg.why = &why;
	if (msg_encode(&proposal_state_type, &msg, &text, err) < 0)
		return err_prefix(err, "%s: ", p->plate);
	strbuf_add(lines, text.text);
	strbuf_add_char(lines, '\n');
	return 0;
}

static int answer_vehicle(const struct try_files *f, size_t row, struct strbuf *lines,
			  struct err *err)
{
	AUTO(history) *history = history_new();
	AUTO(why_text) *text = why_text_new();
	AUTO_BYTES *memory = mem_alloc(sizeof(struct prediction));
	struct proposed p = { csv_file_text(f->vehicles, row, f->v[V_PLATE]), history,
			      memory, text };
	struct plan plan;

	if (try_files_history(f, row, history, err) < 0)
		return -1;
	/* Intake reads hybrids as petrol: messages have no word for them. */
	if (history->fuel == FUEL_HYBRID)
		history->fuel = FUEL_PETROL;
	predict(history, CAR_OF_CUSTOMER, history_last_day(history), memory);
	plan_make(p.prediction, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		if (i > 0 && plan.steps[i].group == plan.steps[i - 1].group)
			continue;
		if (write_proposal(&p, &plan.steps[i], lines, err) < 0)
			return -1;
	}
	return 0;
}

int try_proposals(int argc, char **argv)
{
	return try_files_run(argc, argv, answer_vehicle);
}
