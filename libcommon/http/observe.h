/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private to http/: what is counted and logged about requests: the route's pattern, never
 * the address with its ids and searches, never who asked from where. Thread: any.
 */
#ifndef BEURT_HTTP_OBSERVE_H
#define BEURT_HTTP_OBSERVE_H

#include "http/exchange.h"

struct observer;
struct observer *observer_new(const struct http_options *options); /* keeps options */
void observer_free(struct observer *observer);
void observer_count(struct observer *observer, const struct request *req, int64_t micros);
void observer_log(const struct request *req, int64_t micros);

#endif
