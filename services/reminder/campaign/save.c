/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing, stopping and trying out a campaign. Only what has not been let go is written;
 * a change takes a campaign that waits for a second person back to being a draft.
 */
#include <string.h>

#include "gen/say_campaign_state.h"
#include "reminder/campaign/campaign.h"

#define STATE_MOST ((size_t)200000)

static int open_known(const struct desk_request *request, struct desk *ret_desk,
		      struct err *err)
{
	if (desk_open(request, ret_desk, err) < 0)
		return -1;
	if (ret_desk->known)
		return 0;
	return err_set(err, ERR_LATER, "dealer %s is not known yet", request->dealer);
}

static int make_new(struct desk *desk, const struct campaign_save *msg, bool *ret_made,
		    struct err *err)
{
	STRBUF_AUTO state = strbuf_new(STATE_MOST);
	char now[INSTANT_TEXT];
	struct campaign_state made = {
		.dealer = desk->dealer,
		.campaign_id = msg->campaign_id,
		.version = 1,
		.status = WIRE_CAMPAIGN_STATUS_DRAFT,
		.plan = msg->plan,
		.created_by = msg->actor,
		.created_at = instant_format(tx_now(desk->tx), now),
		.changed_by = msg->actor,
		.changed_at = now,
	};
	struct campaign_row row = { .id = uuid_from(msg->campaign_id),
				    .version = 1,
				    .status = "draft" };

	if (msg_encode(&campaign_state_type, &made, &state, err) < 0)
		return -1;
	row.state = state.text;
	if (store_campaign_add(desk->tx, desk->dealer, &row, ret_made, err) < 0)
		return -1;
	return *ret_made ? say_campaign_state(desk->say, &made, err) : 0;
}

static int check_change(const struct campaign_edit *edit, const struct campaign_save *msg,
			struct err *err)
{
	if (msg->has_expected_version && msg->expected_version != edit->row.version)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "the campaign is at version %lld, not %lld",
				    (long long)edit->row.version,
				    (long long)msg->expected_version);
	if (edit->msg->status != WIRE_CAMPAIGN_STATUS_DRAFT &&
	    edit->msg->status != WIRE_CAMPAIGN_STATUS_WAITING_APPROVAL)
		return err_set_code(err, ERR_CONFLICT, "ALREADY_APPROVED",
				    "the campaign is %s: it cannot be changed any more",
				    wire_campaign_status_word(edit->msg->status));
	return 0;
}

static int change(struct desk *desk, const struct campaign_save *msg,
		  int64_t *ret_version, struct err *err)
{
	struct uuid id = uuid_from(msg->campaign_id);
	CAMPAIGN_AUTO edit = { .msg = NULL };

	if (campaign_open(desk, &id, &edit, err) < 0 || check_change(&edit, msg, err) < 0)
		return -1;
	edit.msg->plan = msg->plan;
	edit.msg->status = WIRE_CAMPAIGN_STATUS_DRAFT;
	edit.msg->asked_by = edit.msg->asked_at = NULL;
	edit.msg->changed_by = msg->actor;
	edit.msg->changed_at = edit.moment;
	if (campaign_put(desk, &edit, err) < 0)
		return -1;
	*ret_version = edit.row.version;
	return 0;
}

int reminder_on_campaign_save(struct reminder *svc, struct tx *tx,
			      const struct campaign_save *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	int64_t version = 1;
	struct desk desk;
	bool made = false;

	if (open_known(&request, &desk, err) < 0 ||
	    campaign_check_plan(&msg->plan, err) < 0)
		return -1;
	if ((!msg->has_expected_version || msg->expected_version == 0) &&
	    make_new(&desk, msg, &made, err) < 0)
		return -1;
	if (!made && change(&desk, msg, &version, err) < 0)
		return -1;
	ret_answer->aggregate = uuid_from(msg->campaign_id);
	ret_answer->version = version;
	return 0;
}

static int stop(struct desk *desk, struct campaign_edit *edit, const char *actor,
		struct err *err)
{
	bool began = edit->msg->status == WIRE_CAMPAIGN_STATUS_APPROVED ||
		     edit->msg->status == WIRE_CAMPAIGN_STATUS_RUNNING;

	edit->msg->status = WIRE_CAMPAIGN_STATUS_CANCELLED;
	edit->msg->cancelled_by = actor;
	edit->msg->ended_at = edit->moment;
	edit->row.phase = began ? "withdraw" : "";
	edit->row.cursor = uuid_from(NULL);
	if (campaign_put(desk, edit, err) < 0)
		return -1;
	return began ? campaign_set_run(desk, &edit->row.id, tx_now(desk->tx), err) : 0;
}

int reminder_on_campaign_cancel(struct reminder *svc, struct tx *tx,
				const struct campaign_cancel *msg, struct outbox *say,
				struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid id = uuid_from(msg->campaign_id);
	CAMPAIGN_AUTO edit = { .msg = NULL };
	struct desk desk;

	if (open_known(&request, &desk, err) < 0 ||
	    campaign_open(&desk, &id, &edit, err) < 0)
		return -1;
	if (msg->has_expected_version && msg->expected_version != edit.row.version &&
	    edit.msg->status == WIRE_CAMPAIGN_STATUS_DRAFT)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "the campaign is at version %lld",
				    (long long)edit.row.version);
	if (edit.msg->status == WIRE_CAMPAIGN_STATUS_DONE ||
	    edit.msg->status == WIRE_CAMPAIGN_STATUS_CANCELLED)
		return err_set_code(err, ERR_CONFLICT, "ALREADY_ENDED",
				    "the campaign is %s",
				    wire_campaign_status_word(edit.msg->status));
	if (stop(&desk, &edit, msg->actor, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	ret_answer->version = edit.row.version;
	return 0;
}

/* --- to oneself -----------------------------------------------------------------------
 */
/* Somebody whom it reaches, when nobody was named. */
static int find_somebody(struct desk *desk, const struct campaign_edit *edit,
			 struct rows **ret_people, struct err *err)
{
	struct audience_of of = campaign_audience(edit->msg);
	AUTO(selection) *selection = NULL;
	struct selection_asked asked;

	if (campaign_ask_for(desk, &of, &selection, &asked, err) < 0)
		return -1;
	return store_selection_sample(desk->tx, desk->dealer, &asked, /* lots= */ 1000,
				      ret_people, err);
}

static int variant_of(const struct campaign_state *msg, const char *code)
{
	for (size_t i = 0; code && i < msg->plan.variants_count; i++)
		if (strcmp(msg->plan.variants[i].code, code) == 0)
			return (int)i;
	return 0;
}

static int send_test(struct desk *desk, const struct campaign_edit *edit,
		     const struct campaign_test *msg, struct err *err)
{
	struct campaign_letter letter = {
		.msg = edit->msg,
		.customer = msg->customer_id,
		.variant = variant_of(edit->msg, msg->variant),
		.tester = msg->email,
		.language = msg->language ? msg->language : WIRE_LANGUAGE_NL,
		.part = msg->command_id,
	};
	AUTO(rows) *people = NULL;
	AUTO(rows) *car = NULL;

	if (!letter.customer) {
		if (find_somebody(desk, edit, &people, err) < 0)
			return -1;
		if (rows_count(people) == 0)
			return err_set_code(err, ERR_CONFLICT, "NOBODY",
					    "the selection reaches nobody: name a "
					    "customer to fill in");
		letter.customer = row_text(people, 0, 0);
		letter.vehicle = row_text(people, 0, 1);
	}
	if (letter.vehicle &&
	    store_member_car(desk->tx, desk->dealer, letter.vehicle, &car, err) < 0)
		return -1;
	letter.car = rows_count(car) ? car : NULL;
	return campaign_request(desk, &letter, err);
}

int reminder_on_campaign_test(struct reminder *svc, struct tx *tx,
			      const struct campaign_test *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct uuid id = uuid_from(msg->campaign_id);
	CAMPAIGN_AUTO edit = { .msg = NULL };
	struct desk desk;

	(void)ret_answer;
	if (open_known(&request, &desk, err) < 0 ||
	    campaign_open(&desk, &id, &edit, err) < 0)
		return -1;
	return send_test(&desk, &edit, msg, err);
}
