/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a customer reads who wants to hear no more: plain words, one thing a page,
 * large enough to press. What was done can be taken back on the same page.
 */
#include "gateway/pages/stop_page.h"

#include <stdio.h>

#include "gateway/pages/parts.h"

#define NAME_TEXT 40

static const struct {
	const char *name;
	const char *action; /* NULL: no form */
} PAGES[] = {
	[PAGE_STOP_ASK] = { "ask", "withdraw" },
	[PAGE_STOP_DONE] = { "done", "grant" },
	[PAGE_STOP_RESUMED] = { "resumed", "withdraw" },
	[PAGE_STOP_AGAIN] = { "again", "withdraw" },
	[PAGE_STOP_NO_LINK] = { "no_link", NULL },
};

static const char *button_of(const struct page_stop_view *view)
{
	if (view->page == PAGE_STOP_AGAIN)
		return "stop_retry";
	if (view->page == PAGE_STOP_DONE)
		return view->one_car ? "car_resume" : "stop_resume";
	return view->one_car ? "car_press" : "stop_press";
}

int page_stop_write(const struct page_frame *frame, const struct page_stop_view *view,
		    struct strbuf *out, struct err *err)
{
	bool of_car = view->one_car && view->page <= PAGE_STOP_RESUMED;
	bool stops = view->page != PAGE_STOP_DONE && view->page != PAGE_STOP_NO_LINK;
	char text[NAME_TEXT];
	char title[NAME_TEXT];

	snprintf(text, sizeof(text), "%s_%s", of_car ? "car" : "stop",
		 PAGES[view->page].name);
	snprintf(title, sizeof(title), "%.30s_title", text);
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, title));
	value_set_text(data, "text", page_word(frame->tongue, text));
	value_set_text(data, "action", PAGES[view->page].action);
	value_set_text(data, "button", page_word(frame->tongue, button_of(view)));
	value_set_bool(data, "choose", stops && !view->one_car);
	value_set_bool(data, "one_car", view->one_car);
	value_set_bool(data, "choose_link",
		       !view->one_car && view->page != PAGE_STOP_NO_LINK);
	value_set_text(data, "keep", view->garage);
	return page_templates_fill(frame->templates, "stop", data, out, err);
}
