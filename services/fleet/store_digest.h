/* SPDX-License-Identifier: Apache-2.0 */
/* SQL: what a fleet's weekly letter tells. Thread: that of the tx. */
#ifndef BEURT_FLEET_STORE_DIGEST_H
#define BEURT_FLEET_STORE_DIGEST_H

#include "pg/pg.h"

/* Cars of the fleet that ask for attention: whose APK ends within 60 days or has ended,
 * that have an appointment within 14 days, wait for the recipient of a transfer, are due
 * for service within 30 days or have open advices. At most 100, what is soonest first:
 * plate, make and model, last day of the APK, day of the appointment, who drives; column
 * 6 the day of the service, 7 how many advices are open, 8 what they cost together in
 * cents. Column 5 is the same in all rows: how many cars the fleet has.
 */
MUST_CHECK int store_digest_cars(struct tx *tx, const struct uuid *fleet,
				 struct civil_date today, struct rows **ret_rows,
				 struct err *err);

#endif
