/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who owns and drives a car, and what each of them may do with its passport:
 *
 *	created → invited → active ⇄ transfer_pending; any but archived → archived
 *
 * A person owns it or a fleet does: never both, never nobody (domain.md 3d-9). Thread:
 * any.
 */
#ifndef BEURT_FLEET_DOMAIN_HOLDING_H
#define BEURT_FLEET_DOMAIN_HOLDING_H

#include "base/instant.h"
#include "base/uuid.h"

enum passport_status {
	PASSPORT_NONE,
	PASSPORT_CREATED,
	PASSPORT_INVITED,
	PASSPORT_ACTIVE,
	PASSPORT_PENDING, /* offered to somebody */
	PASSPORT_ARCHIVED,
};

const char *passport_status_name(enum passport_status status);
enum passport_status passport_status_from(const char *name);

struct holding {
	enum passport_status status;
	struct uuid owner;  /* unset while a fleet owns it */
	struct uuid driver; /* unset: the owner drives, or nobody is named */
	struct uuid fleet;
	struct uuid anchors;  /* fleet that began with this car */
	struct uuid transfer; /* that waits for its recipient */
	struct instant owner_since, driver_since;
	struct instant holder_changed_at;
	const char *driving_habit; /* a person's, so it goes when the driver does */
	bool habit_consent;
	bool reminders; /* the holder asked for them */
};

/* Who asks, in relation to the car; several at once, or 0: a stranger. */
enum role {
	ROLE_GARAGE = 1, /* looks after the car now */
	ROLE_OWNER = 2,
	ROLE_DRIVER = 4,
	ROLE_MANAGER = 8, /* of the fleet that owns it */
	ROLE_HOLDER = 16, /* drives it: the driver, else the owner */
};

/* Whom the car is for: its driver, else its owner; unset for a fleet's without driver. */
struct uuid holding_holder(const struct holding *holding);
/* Roles that follow from being this party. */
unsigned holding_roles(const struct holding *holding, const struct uuid *party);

enum passport_step {
	PASSPORT_INVITE,
	PASSPORT_ACTIVATE,
	PASSPORT_CHANGE,
	PASSPORT_JOIN,
	PASSPORT_LEAVE,
	PASSPORT_LINK,   /* to a garage */
	PASSPORT_UNLINK, /* from a garage */
	PASSPORT_DISOWN,
	PASSPORT_OFFER, /* to another driver or owner */
};

/*
 * May they, now? ERR_ABSENT NO_SUCH_PASSPORT for a stranger; ERR_DENIED NOT_YOURS,
 * OWNER_ONLY, FLEET_MANAGER_ONLY; ERR_CONFLICT PASSPORT_ARCHIVED, TRANSFER_PENDING,
 * PASSPORT_NOT_ACTIVE, PASSPORT_ACTIVE_ALREADY, FLEET_ALREADY, NOT_IN_FLEET.
 */
MUST_CHECK int holding_check(const struct holding *holding, enum passport_step step,
			     unsigned roles, struct err *err);

/* A fleet owns it from now on; who owned it drives it, unless somebody else does. */
void holding_join(struct holding *holding, const struct uuid *fleet, struct instant now);
/* Its driver owns it from now on. ERR_CONFLICT FLEET_NEEDS_DRIVER. */
MUST_CHECK int holding_leave(struct holding *holding, struct instant now,
			     struct err *err);
/* The recipient of a transfer drives it, or owns it and all others are out. */
void holding_take_driver(struct holding *holding, const struct uuid *recipient,
			 struct instant now);
void holding_take_owner(struct holding *holding, const struct uuid *recipient,
			struct instant now);
/* "Not mine any more": a driver goes; with the owner or a manager the passport ends.
 * True when it ended. */
bool holding_disown(struct holding *holding, unsigned roles, struct instant now);
void holding_archive(struct holding *holding);

#endif
