/* SPDX-License-Identifier: Apache-2.0 */
/* The words and markup of the page behind an unsubscribe link. Thread: any. */
#ifndef BEURT_GATEWAY_CUSTOMER_PAGE_H
#define BEURT_GATEWAY_CUSTOMER_PAGE_H

#include <stdbool.h>

#include "base/strbuf.h"

enum customer_language { CUSTOMER_DUTCH, CUSTOMER_ENGLISH };

enum customer_page {
	CUSTOMER_STOP,
	CUSTOMER_STOPPED,
	CUSTOMER_RESUMED,
	CUSTOMER_TRY_AGAIN,
	CUSTOMER_NO_SUCH_LINK,
};

struct customer_view {
	enum customer_page page;
	enum customer_language language;
	bool one_car;      /* "this car is no longer mine" instead of "stop messages" */
	const char *token; /* of safe characters, when the page has a form */
};

void customer_page_write(const struct customer_view *view, struct strbuf *out);
const char *customer_page_style(void); /* /customer.css */

#endif
