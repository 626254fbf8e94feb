/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of an inspection as the templates name them. Inner header of the mail room.
 * Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_LINES_H
#define BEURT_NOTIFICATION_LETTER_LINES_H

#include "notification/mail/letter.h"

/*
 * Set `lines` with their words and prices, the total, and how many prices follow. A
 * letter of answers totals what was approved, every other one what was asked for.
 */
void letter_set_lines(struct value *data, const struct letter *letter);

#endif
