/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folder where connectors drop files: <folder>/<connector>/in/ and a name that ends
 * in .csv. A file is taken by renaming it into work/, read row by row as if each were
 * posted, and ends in processed/, or in rejected/ beside a .txt that names each row and
 * reason. Thread: start and stop main.
 */
#ifndef BEURT_GATEWAY_CONNECT_DROP_H
#define BEURT_GATEWAY_CONNECT_DROP_H

#include "gateway/gateway.h"

struct drop;

/* Nothing when BEURT_CONNECTOR_FOLDER is empty: *ret_drop is NULL then. */
MUST_CHECK int drop_start(struct gateway *gateway, struct drop **ret_drop,
			  struct err *err);
void drop_stop(struct drop *drop);

#endif
