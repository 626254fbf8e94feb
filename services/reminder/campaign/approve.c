/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a campaign may go: at once below the garage's limit, above it when
 * somebody else than who asked says so too. How many people it reaches is counted anew
 * each time.
 */
#include <string.h>

#include "reminder/campaign/campaign.h"
#include "reminder/domain/campaign.h"
#include "reminder/read.h"

static int check_version(const struct campaign_edit *edit, bool said, int64_t expected,
			 struct err *err)
{
	if (!said || expected == edit->row.version)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
			    "the campaign is at version %lld, not %lld",
			    (long long)edit->row.version, (long long)expected);
}

static int ask(struct desk *desk, struct campaign_edit *edit, const char *actor,
	       struct err *err)
{
	edit->msg->status = WIRE_CAMPAIGN_STATUS_WAITING_APPROVAL;
	edit->msg->asked_by = actor;
	edit->msg->asked_at = edit->moment;
	return campaign_put(desk, edit, err);
}

/* Frozen: who is in it is written down now; it leaves when it is time either way. */
static int let_go(struct desk *desk, struct campaign_edit *edit, const char *actor,
		  struct err *err)
{
	bool frozen = edit->msg->plan.mode == WIRE_CAMPAIGN_MODE_FROZEN;
	struct instant due = tx_now(desk->tx), starts;

	edit->msg->status = WIRE_CAMPAIGN_STATUS_APPROVED;
	edit->msg->approved_by = actor;
	edit->msg->approved_at = edit->moment;
	edit->row.phase = frozen ? "freeze" : "release";
	if (read_instant(edit->msg->plan.starts_at, &starts, err) < 0)
		return -1;
	if (!frozen && instant_compare(starts, due) > 0)
		due = starts;
	if (campaign_put(desk, edit, err) < 0)
		return -1;
	return campaign_set_run(desk, &edit->row.id, due, err);
}

static int count_people(struct desk *desk, struct campaign_edit *edit,
			bool *ret_needs_second, struct err *err)
{
	struct audience_of of = campaign_audience(edit->msg);
	struct campaign_garage garage;
	struct campaign_size size;
	int64_t limit;

	if (store_campaign_garage(desk->tx, desk->dealer, &garage, err) < 0 ||
	    campaign_measure(desk, &of, &size, err) < 0)
		return -1;
	limit = garage.approval_above ? garage.approval_above : CAMPAIGN_APPROVAL;
	edit->msg->people = size.reached;
	edit->msg->has_people = true;
	edit->msg->people_estimated = size.is_estimate;
	edit->msg->has_people_estimated = true;
	*ret_needs_second = campaign_needs_second(size.reached, limit, size.is_estimate);
	return 0;
}

static int decide(struct desk *desk, struct campaign_edit *edit, const char *actor,
		  struct err *err)
{
	bool needs_second;

	if (edit->msg->status == WIRE_CAMPAIGN_STATUS_WAITING_APPROVAL &&
	    edit->msg->asked_by && strcmp(edit->msg->asked_by, actor) == 0)
		return err_set_code(err, ERR_DENIED, "SECOND_PERSON",
				    "so many people: a colleague must approve it");
	if (count_people(desk, edit, &needs_second, err) < 0)
		return -1;
	if (needs_second && edit->msg->status == WIRE_CAMPAIGN_STATUS_DRAFT)
		return ask(desk, edit, actor, err);
	return let_go(desk, edit, actor, err);
}

int campaign_approve_it(struct desk *desk, const struct campaign_approve *msg,
			struct answer *ret_answer, struct err *err)
{
	struct uuid id = uuid_from(msg->campaign_id);
	CAMPAIGN_AUTO edit = { .msg = NULL };

	if (campaign_open(desk, &id, &edit, err) < 0 ||
	    check_version(&edit, msg->has_expected_version, msg->expected_version, err) <
		    0)
		return -1;
	if (edit.msg->status != WIRE_CAMPAIGN_STATUS_DRAFT &&
	    edit.msg->status != WIRE_CAMPAIGN_STATUS_WAITING_APPROVAL)
		return err_set_code(err, ERR_CONFLICT, "ALREADY_APPROVED",
				    "the campaign is %s",
				    wire_campaign_status_word(edit.msg->status));
	if (decide(desk, &edit, msg->actor, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	ret_answer->version = edit.row.version;
	return 0;
}
