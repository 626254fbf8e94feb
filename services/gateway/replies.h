/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listens to gateway.reply.v1, every partition, without a group: each gateway instance
 * hears every answer, tells the requests that wait here, and sees to it that the command
 * log has it. Thread: open and close on main.
 */
#ifndef BEURT_GATEWAY_REPLIES_H
#define BEURT_GATEWAY_REPLIES_H

#include "gateway/gateway.h"

MUST_CHECK int replies_open(struct gateway *gateway, struct replies **ret_replies,
			    struct err *err);
void replies_close(struct replies *replies); /* NULL is allowed */

#endif
