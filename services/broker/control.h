/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that make the embedded broker fail on purpose: down, up, rtt, quit.
 *
 * They come a line at a time on standard input, or one line a connection on a loopback
 * port, which answers "ok" or "error: why". Thread: main.
 */
#ifndef BEURT_BROKER_CONTROL_H
#define BEURT_BROKER_CONTROL_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdint.h>

#include "base/err.h"

/* Obeys until stop_fd becomes readable or a command says quit. End of standard input
 * stops nothing. `listener` is closed at the end; -1 = standard input only. */
void control_serve(rd_kafka_mock_cluster_t *cluster, int listener, int stop_fd);

/* A listening socket on 127.0.0.1; the caller closes it. ERR_CONFLICT: it is taken. */
MUST_CHECK int control_listen(uint16_t port, int *ret_fd, struct err *err);

#endif
