/* SPDX-License-Identifier: Apache-2.0 */
/* What the makers of pages share. */
#ifndef BEURT_GATEWAY_PAGES_PARTS_H
#define BEURT_GATEWAY_PAGES_PARTS_H

#include "gateway/pages/pages.h"
#include "gateway/pages/words.h"

#define PAGE_TEXT_MAX ((size_t)8000)

/* Title, garage, words, token; caller frees. */
struct value *page_begin(const struct page_frame *frame, const char *title);
/* Sets a text that is not empty. */
void page_set(struct value *object, const char *name, const char *text);
/* "is_ok", "is_hollow", … for mark.html. */
void page_set_mark(struct value *object, enum wire_point_status status, bool prefilled);
/* Plate, make and model of a form. */
void page_set_car(struct value *data, const struct inspection_version_state_form *form);
/* page_lines.c: the advices with their choices, by groups. */
void page_set_advices(struct value *data, const struct page_frame *frame,
		      const struct page_report *report);

#endif
