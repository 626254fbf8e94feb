/* SPDX-License-Identifier: Apache-2.0 */
/* proto/openapi/gateway.json, as it was when the program was built. Thread: any. */
#ifndef BEURT_GATEWAY_OPENAPI_H
#define BEURT_GATEWAY_OPENAPI_H

#include "base/slice.h"

struct slice openapi_text(void);

#endif
