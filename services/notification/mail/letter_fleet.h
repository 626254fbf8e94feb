/* SPDX-License-Identifier: Apache-2.0 */
/* What letters about passports, transfers, appointments and fleets say beside the car, as
 * the templates name it. Inner header of the mail room. Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_FLEET_H
#define BEURT_NOTIFICATION_LETTER_FLEET_H

#include "notification/mail/letter.h"

/* The tree as far as it was made. */
struct letter_tree {
	const struct templates *templates;
	struct value *data;
	struct value *facts; /* the list among them */
	const struct letter *letter;
};

/* Of a letter that has a form. */
MUST_CHECK int letter_set_fleet(const struct letter_tree *tree, struct err *err);

#endif
