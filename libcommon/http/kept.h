/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A body that several replies begin with: made once, packed by gzip once. Freed with its
 * last user. Thread: any.
 */
#ifndef BEURT_HTTP_KEPT_H
#define BEURT_HTTP_KEPT_H

#include <stddef.h>

struct kept_body;

struct kept_body *kept_body_new(const char *bytes, size_t length); /* copies */
struct kept_body *kept_body_share(struct kept_body *kept);         /* one user more */
void kept_body_free(struct kept_body *kept); /* one user less; NULL is allowed */
size_t kept_body_length(const struct kept_body *kept);

#endif
