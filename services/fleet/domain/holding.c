/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of a passport: who may take them, when, and what becomes of its holders. */
#include "fleet/domain/holding.h"

#include <string.h>

static const char *const NAMES[] = {
	[PASSPORT_NONE] = "",
	[PASSPORT_CREATED] = "created",
	[PASSPORT_INVITED] = "invited",
	[PASSPORT_ACTIVE] = "active",
	[PASSPORT_PENDING] = "transfer_pending",
	[PASSPORT_ARCHIVED] = "archived",
};

const char *passport_status_name(enum passport_status status)
{
	return NAMES[status];
}

enum passport_status passport_status_from(const char *name)
{
	for (size_t i = 1; name && i < COUNT_OF(NAMES); i++)
		if (strcmp(NAMES[i], name) == 0)
			return (enum passport_status)i;
	return PASSPORT_NONE;
}

static bool is_same(const struct uuid *one, const struct uuid *other)
{
	return uuid_is_set(one) && strcmp(one->text, other->text) == 0;
}

struct uuid holding_holder(const struct holding *holding)
{
	return uuid_is_set(&holding->driver) ? holding->driver : holding->owner;
}

unsigned holding_roles(const struct holding *holding, const struct uuid *party)
{
	struct uuid holder = holding_holder(holding);
	unsigned roles = 0;

	if (is_same(&holding->owner, party))
		roles |= ROLE_OWNER;
	if (is_same(&holding->driver, party))
		roles |= ROLE_DRIVER;
	if (is_same(&holder, party))
		roles |= ROLE_HOLDER;
	return roles;
}

#define IN(status) (1u << (status))
#define NEW        (IN(PASSPORT_CREATED) | IN(PASSPORT_INVITED))
#define RUNNING    (NEW | IN(PASSPORT_ACTIVE))
#define LIVING     (RUNNING | IN(PASSPORT_PENDING))

struct rule {
	unsigned roles;
	unsigned statuses;
};

/* domain.md 3d-9: linking 4, transfer 5, garages 9. */
/* clang-format off */
static const struct rule RULES[] = {
	[PASSPORT_INVITE]   = { ROLE_GARAGE, NEW },
	[PASSPORT_ACTIVATE] = { ROLE_HOLDER, NEW },
	[PASSPORT_CHANGE]   = { ROLE_GARAGE | ROLE_OWNER | ROLE_DRIVER, LIVING },
	[PASSPORT_JOIN]     = { ROLE_GARAGE, IN(PASSPORT_ACTIVE) },
	[PASSPORT_LEAVE]    = { ROLE_GARAGE | ROLE_MANAGER, RUNNING },
	[PASSPORT_LINK]     = { ROLE_OWNER | ROLE_MANAGER,
				IN(PASSPORT_ACTIVE) | IN(PASSPORT_PENDING) },
	[PASSPORT_UNLINK]   = { ROLE_GARAGE | ROLE_OWNER | ROLE_MANAGER, LIVING },
	[PASSPORT_DISOWN]   = { ROLE_OWNER | ROLE_DRIVER | ROLE_MANAGER, LIVING },
	[PASSPORT_OFFER]    = { ROLE_OWNER | ROLE_MANAGER, IN(PASSPORT_ACTIVE) },
};
/* clang-format on */

static int denied(const struct holding *holding, enum passport_step step, struct err *err)
{
	if (step != PASSPORT_OFFER)
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "this is for somebody else to do");
	if (uuid_is_set(&holding->fleet))
		return err_set_code(err, ERR_DENIED, "FLEET_MANAGER_ONLY",
				    "only the fleet's manager passes its cars on");
	return err_set_code(err, ERR_DENIED, "OWNER_ONLY",
			    "only its owner passes a car on");
}

static int not_now(const struct holding *holding, enum passport_step step,
		   struct err *err)
{
	bool fresh = step == PASSPORT_INVITE || step == PASSPORT_ACTIVATE;

	if (holding->status == PASSPORT_ARCHIVED)
		return err_set_code(err, ERR_CONFLICT, "PASSPORT_ARCHIVED",
				    "the passport has ended");
	if (fresh)
		return err_set_code(err, ERR_CONFLICT, "PASSPORT_ACTIVE_ALREADY",
				    "the passport is active already");
	if (holding->status == PASSPORT_PENDING)
		return err_set_code(err, ERR_CONFLICT, "TRANSFER_PENDING",
				    "the car is offered to somebody: cancel that first");
	return err_set_code(err, ERR_CONFLICT, "PASSPORT_NOT_ACTIVE",
			    "the passport is not active: let its holder activate it");
}

int holding_check(const struct holding *holding, enum passport_step step, unsigned roles,
		  struct err *err)
{
	bool has_fleet = uuid_is_set(&holding->fleet);

	if (roles == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PASSPORT",
				    "there is no such passport");
	if (!(roles & RULES[step].roles))
		return denied(holding, step, err);
	if (!(IN(holding->status) & RULES[step].statuses))
		return not_now(holding, step, err);
	if (step == PASSPORT_JOIN && has_fleet)
		return err_set_code(err, ERR_CONFLICT, "FLEET_ALREADY",
				    "the car is in a fleet: take it out first");
	if (step == PASSPORT_LEAVE && !has_fleet)
		return err_set_code(err, ERR_CONFLICT, "NOT_IN_FLEET",
				    "the car is in no fleet");
	return 0;
}

static const struct uuid NOBODY = { "" };

static void set_driver(struct holding *holding, struct uuid driver, struct instant since)
{
	holding->driver = driver;
	holding->driver_since = uuid_is_set(&driver) ? since : NO_INSTANT;
}

void holding_join(struct holding *holding, const struct uuid *fleet, struct instant now)
{
	if (!uuid_is_set(&holding->driver))
		set_driver(holding, holding->owner, holding->owner_since);
	holding->owner = NOBODY;
	holding->fleet = *fleet;
	holding->owner_since = now;
}

int holding_leave(struct holding *holding, struct instant now, struct err *err)
{
	if (!uuid_is_set(&holding->driver))
		return err_set_code(err, ERR_CONFLICT, "FLEET_NEEDS_DRIVER",
				    "nobody drives the car: who would own it?");
	holding->owner = holding->driver;
	holding->owner_since = now;
	set_driver(holding, NOBODY, NO_INSTANT);
	holding->fleet = NOBODY;
	holding->anchors = NOBODY;
	return 0;
}

/* What a person agreed to goes with the person. */
static void forget_wishes(struct holding *holding)
{
	holding->driving_habit = NULL;
	holding->habit_consent = false;
	holding->reminders = false;
}

static void settle(struct holding *holding, struct instant now)
{
	holding->status = PASSPORT_ACTIVE;
	holding->transfer = NOBODY;
	holding->holder_changed_at = now;
	forget_wishes(holding);
}

void holding_take_driver(struct holding *holding, const struct uuid *recipient,
			 struct instant now)
{
	set_driver(holding, *recipient, now);
	settle(holding, now);
}

void holding_take_owner(struct holding *holding, const struct uuid *recipient,
			struct instant now)
{
	holding->owner = *recipient;
	holding->owner_since = now;
	holding->fleet = NOBODY;
	holding->anchors = NOBODY;
	set_driver(holding, NOBODY, NO_INSTANT);
	settle(holding, now);
}

void holding_archive(struct holding *holding)
{
	holding->status = PASSPORT_ARCHIVED;
	holding->transfer = NOBODY;
	holding->anchors = NOBODY;
	forget_wishes(holding);
}

bool holding_disown(struct holding *holding, unsigned roles, struct instant now)
{
	holding->holder_changed_at = now;
	if (roles & (ROLE_OWNER | ROLE_MANAGER)) {
		holding_archive(holding);
		return true;
	}
	set_driver(holding, NOBODY, NO_INSTANT);
	forget_wishes(holding);
	return false;
}
