/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is left out so that the effect of contacting can be measured (domain.md 3d-8): a
 * lot per person, programme and quarter, the same whenever it is drawn, so that all steps
 * of one programme treat a person alike. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_HOLDOUT_H
#define BEURT_NOTIFICATION_HOLDOUT_H

#include <stdint.h>

#include "base/civil_date.h"

#define HOLDOUT_PER_MILLE 50 /* of a garage that did not say */

struct holdout {
	const char *dealer;    /* the salt: garages draw independently */
	const char *person;    /* uuid */
	const char *programme; /* "apk", "service", "campaign/<id>" */
	struct civil_date day; /* on the garage's clock; its quarter counts */
};

/* 0..999, each as likely: below the garage's number per mille means left out. */
int holdout_lot(const struct holdout *draw);

#endif
