/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands whose asking was cut short: a gateway that was killed between writing one down
 * and publishing it must not leave it pending for ever. Thread: replies'.
 */
#ifndef BEURT_GATEWAY_ASK_AGAIN_H
#define BEURT_GATEWAY_ASK_AGAIN_H

#include "gateway/gateway.h"

/* Publishes what nobody answered once more, under its own id: who did answer it answers
 * the same. What cannot be asked again is told to have had no answer. */
MUST_CHECK int ask_again(struct gateway *gateway, struct err *err);

#endif
