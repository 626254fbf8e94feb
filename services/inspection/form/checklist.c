/* SPDX-License-Identifier: Apache-2.0 */
/* How the versions of a checklist follow each other. */
#include "inspection/form/checklist.h"

#include "gen/say_checklist_state.h"
#include "inspection/store_saved.h"

static int next_version(struct tx *tx, const struct checklist_save *msg,
			int64_t *ret_version, struct err *err)
{
	struct uuid id = uuid_from(msg->checklist_id);
	int64_t now;

	if (store_checklist_version(tx, msg->dealer, &id, &now, err) < 0)
		return -1;
	if (msg->has_expected_version && msg->expected_version != now)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "the checklist is at version %lld: read it again",
				    (long long)now);
	*ret_version = now + 1;
	return 0;
}

int checklist_keep(struct tx *tx, const struct checklist_save *msg, struct outbox *say,
		   int64_t *ret_version, struct err *err)
{
	char at[INSTANT_TEXT];
	struct checklist_state state = {
		.dealer = msg->dealer,
		.checklist_id = msg->checklist_id,
		.name = msg->name,
		.brand = msg->brand && msg->brand[0] ? msg->brand : NULL,
		.active = msg->active,
		.points = msg->points,
		.points_count = msg->points_count,
		.updated_by = msg->actor,
		.updated_at = instant_format(tx_now(tx), at),
	};
	bool added;

	if (checklist_check(msg->points, msg->points_count, err) < 0 ||
	    next_version(tx, msg, &state.version, err) < 0 ||
	    store_checklist_add(tx, &state, &added, err) < 0)
		return -1;
	*ret_version = state.version;
	if (!added)
		return err_set(err, ERR_LATER, "somebody saved the same checklist");
	return say_checklist_state(say, &state, err);
}
