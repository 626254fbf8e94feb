/* SPDX-License-Identifier: Apache-2.0 */
/* Decides that a link of the news leads to https and nowhere else. */
#include "notification/mail/letter_news.h"

#include <string.h>

#include "notification/mail/letter_campaign.h"

#define HTTPS "https://"

void letter_set_news(struct value *data, const struct letter *letter)
{
	const struct notification_requested_params *form = letter->form;

	if (!form || form->news_count == 0)
		return;
	struct value *list = value_set_list(data, "news");

	for (size_t i = 0; i < form->news_count; i++) {
		struct value *item = value_add_object(list);

		value_set_text(item, "title", form->news[i].title);
		letter_set_paragraphs(item, form->news[i].text);
		if (form->news[i].link &&
		    strncmp(form->news[i].link, HTTPS, strlen(HTTPS)) == 0)
			value_set_text(item, "url", form->news[i].link);
	}
}
