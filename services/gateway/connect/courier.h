/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The threads that post facts to connectors, one delivery at a time each, signed
 * (sys/signed.h). What fails is tried again ever later; after the last attempt it is dead
 * and waits for somebody to send it again. Thread: start and stop main.
 */
#ifndef BEURT_GATEWAY_CONNECT_COURIER_H
#define BEURT_GATEWAY_CONNECT_COURIER_H

#include "gateway/gateway.h"

struct courier;

MUST_CHECK int courier_start(struct gateway *gateway, struct courier **ret_courier,
			     struct err *err);
/* Waits for the posts that are under way. */
void courier_stop(struct courier *courier);

#endif
