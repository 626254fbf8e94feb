/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fixed port for a library that always asks the system for a free one.
 *
 * The mock cluster binds 127.0.0.1:0. The program defines bind() itself; between begin
 * and end a bind to port 0 takes the wanted port. Thread: main.
 */
#ifndef BEURT_BROKER_FIXED_PORT_H
#define BEURT_BROKER_FIXED_PORT_H

#include <stdint.h>

#include "base/err.h"

/* ERR_CONFLICT when something listens there: the cluster would abort the process. */
MUST_CHECK int fixed_port_check(uint16_t port, struct err *err);
void fixed_port_begin(uint16_t port);
void fixed_port_end(void);

#endif
