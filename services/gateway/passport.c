/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how somebody who is no garage comes to a garage's rows: by a passport that is
 * theirs, which names the garages and the vehicle.
 */
#include "gateway/passport.h"

#include "base/zone.h"
#include "gateway/store_passport.h"

int passport_begin_as(struct gateway *gateway, const char *tenant,
		      const struct uuid *passport, struct tx **ret_tx,
		      struct passport_view *ret_view, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", tenant, err) < 0 ||
	    store_passport_view(tx, passport, ret_view, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

int passport_begin(struct gateway *gateway, const struct request *req,
		   const struct uuid *passport, struct tx **ret_tx,
		   struct passport_view *ret_view, struct err *err)
{
	return passport_begin_as(gateway, access_subject(req)->dealer, passport, ret_tx,
				 ret_view, err);
}

int passport_turn_to(struct tx *tx, struct passport_view *view,
		     const struct passport_garage *garage, struct err *err)
{
	view->vehicle = garage->vehicle;
	return tx_set_local(tx, "app.dealer", garage->dealer, err);
}

const struct passport_garage *passport_garage_now(const struct passport_view *view)
{
	for (size_t i = view->garages_count; i > 0; i--)
		if (!instant_is_set(view->garages[i - 1].until))
			return &view->garages[i - 1];
	return NULL;
}

bool passport_garage_had(const struct passport_garage *garage, struct instant then)
{
	return !instant_is_set(garage->until) || instant_compare(then, garage->until) < 0;
}

struct own_days passport_own_days(const struct passport_view *view,
				  const struct zone *zone)
{
	return (struct own_days){
		.role = view->role,
		.since = zone_local(zone, view->since).date,
		.at = view->since,
		.is_first = view->is_first,
	};
}
