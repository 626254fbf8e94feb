/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's world in which others speak of its three cars too: each has a plate, may
 * have an appointment and a passport, and is in the register.
 */
#ifndef BEURT_TESTS_OUTSIDE_WORLD_H
#define BEURT_TESTS_OUTSIDE_WORLD_H

#include "../store/garage_world.h"

/* Somebody who drives the car, and asked to be reminded. */
#define RIDER                                                                            \
	"\"contact\":{\"email\":\"rijder@voorbeeld.example\",\"name\":\"A. Rijder\","    \
	"\"language\":\"en\"}"
#define CONTACT "\"reminders\":true," RIDER

/* Car n as its garage states it: its plate, and customer `owner`'s. */
void outside_plate(struct garage_world *world, int n, int version, int owner);
/* The appointment of a car. */
struct outside_booking {
	int car;
	int version;
	const char *status;
	const char *date;
	const char *booked_at;
};
void outside_books(struct garage_world *world, struct outside_booking booking);
/* more: ",\"exported\":true". */
void outside_register(struct garage_world *world, int n, int version, const char *more);
/* The passport of car n by its plate; another garage made it. garage: more of the link.
 */
void outside_passport(struct garage_world *world, int n, int version, const char *garage,
		      const char *more);
/* Freeze the list of 2026-W48 and let its invitations go. */
void outside_mails_asked_for(struct garage_world *world);
/* Car n has an APK that ends on 14 December, and a line for it. */
void outside_test_in_december(struct garage_world *world, int n);
void outside_expect_apk(struct garage_world *world, const char *sentence, int n,
			const char *wanted);
/* Hear the tombstone of this key; 0, or the error that parks it. */
int outside_gone(struct garage_world *world, const char *type, const char *key,
		 struct err *err);

#endif
