/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The threads that send, round after round, and find the contacts of rounds that died.
 *
 * Each channel that hands over to the outside has threads of its own, so that none waits
 * for another's slow provider; one more thread passes what works inside transactions, and
 * what no channel here serves. An idle sender looks every 200 ms; another side that is
 * away is tried again after 1, 2, 4 … 20 seconds; a slow one gets smaller rounds, so that
 * none lasts long. Thread: start and stop main.
 */
#ifndef BEURT_NOTIFICATION_SENDERS_H
#define BEURT_NOTIFICATION_SENDERS_H

#include "notification/notification.h"

struct senders;

MUST_CHECK int senders_start(const struct notification *svc,
			     const struct app_running *with, struct senders **ret_senders,
			     struct err *err);
/* Waits for the rounds that are under way. */
void senders_stop(struct senders *senders);

#endif
