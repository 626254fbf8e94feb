/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what of a report its car's holder reads: of other people's days no prices, and
 * no texts or pictures that may tell of them; whoever drives somebody else's car reads
 * prices of what is advised now, and approves up to the fleet's limit.
 */
#include "gateway/http_mine_holder.h"

#include <stdio.h>
#include <string.h>

#include "gateway/store_holder.h"
#include "pg/pg.h"
#include "sys/zone_file.h"

static int no_report(struct err *err)
{
	return err_set(err, ERR_ABSENT, "there is no such report of this car");
}

/* Turns to the garage that made it, while it looked after the car. */
static int find_garage(struct tx *tx, struct passport_view *view,
		       const struct uuid *inspection, struct mine *mine, struct err *err)
{
	enum holder_has has = HOLDER_HAS_NOT;
	for (size_t i = 0; i < view->garages_count && has == HOLDER_HAS_NOT; i++) {
		const struct passport_garage *garage = &view->garages[i];
		if (passport_turn_to(tx, view, garage, err) < 0 ||
		    store_holder_has_report(tx, &view->vehicle, inspection, garage->until,
					    &has, err) < 0)
			return -1;
		snprintf(mine->target.dealer, sizeof(mine->target.dealer), "%s",
			 garage->dealer);
	}
	mine->target.kind = LINK_INSPECTION;
	mine->target.id = *inspection;
	if (has == HOLDER_HAD)
		return err_set_code(err, ERR_ABSENT, REPORT_NOT_KEPT,
				    "this report is no longer kept");
	return has == HOLDER_HAS ? 0 : no_report(err);
}

int mine_begin_holder(struct mine *mine, struct tx **ret_tx, struct err *err)
{
	struct uuid inspection;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(mine->req, "id", &id, err) < 0 ||
	    request_path_uuid(mine->req, "inspection", &inspection, err) < 0)
		return no_report(err);
	if (passport_begin(mine->gateway, mine->req, &id, &tx, &mine->view, err) < 0)
		return -1;
	snprintf(mine->home, sizeof(mine->home), "/mijn/auto/%s", id.text);
	if (find_garage(tx, &mine->view, &inspection, mine, err) < 0)
		return -1;
	snprintf(mine->base, sizeof(mine->base), "/mijn/auto/%s/rapport/%s", id.text,
		 inspection.text);
	*ret_tx = TAKE(tx);
	return 0;
}

int mine_limit_holder(struct mine *mine, struct err *err)
{
	const struct zone *zone;
	if (!mine->saved.version)
		return 0;
	if (zone_find(mine->saved.dealer->timezone, &zone, err) < 0)
		return -1;
	struct own_days own = passport_own_days(&mine->view, zone);
	struct civil_date day = readable_day(mine->saved.version->form.inspection_date);
	struct instant opened;
	if (instant_parse(mine->form->opened_on, &opened, err) < 0)
		return -1;
	mine->reader = (struct page_reader){
		.before = !own_days_hold_at(own, day, opened),
		.drives = own.role == PASSPORT_DRIVER,
		.limit_cents =
			own.role == PASSPORT_DRIVER ? mine->view.approval_cents : -1,
	};
	return 0;
}

int mine_check_answer(const struct mine *mine, const struct wire_advice_line *line,
		      enum wire_line_answer answer, struct err *err)
{
	if (mine->token)
		return 0;
	if (mine->reader.before)
		return err_set(err, ERR_DENIED, "this report is not yours to answer");
	if (answer == WIRE_LINE_ANSWER_APPROVE &&
	    !own_days_may_approve(mine->view.role, mine->view.approval_cents,
				  line->line_cents))
		return err_set_code(err, ERR_DENIED, "ABOVE_LIMIT",
				    "this is the fleet manager's to approve");
	return 0;
}
