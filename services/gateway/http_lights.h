/* SPDX-License-Identifier: Apache-2.0 */
/* The pages about lights, wherever they stand. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_LIGHTS_H
#define BEURT_GATEWAY_HTTP_LIGHTS_H

#include "gateway/pages/light_page.h"
#include "http/http.h"

/* All lights, as ?q= and ?fuel= choose them. */
MUST_CHECK int lights_show(const struct request *req, struct reply *reply,
			   const struct page_frame *frame,
			   const struct page_light_place *place, struct err *err);
/* The light of the path's {light}, after the answers of ?path=. ERR_ABSENT. */
MUST_CHECK int light_show(const struct request *req, struct reply *reply,
			  const struct page_frame *frame,
			  const struct page_light_place *place, struct err *err);

#endif
