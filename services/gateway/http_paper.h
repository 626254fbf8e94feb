/* SPDX-License-Identifier: Apache-2.0 */
/* A code on paper as it is kept: by its hash alone, of code and address. Thread: any. */
#ifndef BEURT_GATEWAY_HTTP_PAPER_H
#define BEURT_GATEWAY_HTTP_PAPER_H

#include "gateway/domain/paper_code.h"
#include "sys/link.h"

/* `code` as it is printed, `address` folded (text/address.h). */
void paper_digest(const char *code, const char *address, char ret_hash[LINK_HASH_TEXT]);

#endif
