/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a letter leads to: each link says on its own, under a keyed MAC, whom and what it
 * is about; what is only shown to an adviser leads nowhere.
 */
#include <stdio.h>
#include <string.h>

#include "notification/mail/letter_booking.h"
#include "notification/mail/letter_data.h"
#include "notification/mail/letter_household.h"
#include "notification/mail/letter_inside.h"

#define SAMPLE "..." /* where a real letter has a token */

static bool is_given(const char *text)
{
	return text && *text;
}

static int write_link(const struct draft *draft, struct uuid vehicle,
		      char ret_url[URL_TEXT], struct err *err)
{
	const struct letter *letter = draft->letter;
	const struct letter_keys *keys = draft->writer->keys;
	struct link_token token = { .customer = letter->customer,
				    .vehicle = vehicle,
				    .purpose = letter->purpose,
				    .channel = draft->on_paper ? CHANNEL_LETTER
							       : CHANNEL_EMAIL };
	const char *address = draft->on_paper ? "" : letter->email;
	char text[LINK_TOKEN_TEXT];

	/* Whose car it is not is the customer's; a driver consents for themselves. */
	if (!uuid_is_set(&vehicle) && uuid_is_set(&letter->consenting))
		token.customer = letter->consenting;

	if (draft->is_sample && !draft->on_paper) {
		snprintf(ret_url, URL_TEXT, "%.200s/u/%s",
			 letter_base_url(draft->writer, draft->letter), SAMPLE);
		return 0;
	}
	snprintf(token.dealer, sizeof(token.dealer), "%s", letter->garage.dealer);
	address_print(keys, letter->garage.dealer, address, token.address_print);
	if (link_token_write(keys, &token, text, err) < 0)
		return -1;
	if (draft->is_sample) /* its code is as large as a real one */
		memset(text, '.', strlen(text));
	snprintf(ret_url, URL_TEXT, "%.200s/u/%s",
		 letter_base_url(draft->writer, draft->letter), text);
	return 0;
}

#define CODE_BYTES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

/* For people the link names their language and garage, and the car when it is about that;
 * the header's link is for programs. */
static void set_page(const struct draft *draft, struct value *data, const char *name,
		     const char *url)
{
	const char *about = strcmp(name, "unsubscribe_url") == 0 ? "" : "&about=car";
	const char *code = draft->letter->garage.dealer;
	bool plain = code[strspn(code, CODE_BYTES)] == '\0';
	char page[URL_TEXT + 80];

	snprintf(page, sizeof(page), "%s?lang=%s%s%s%s", url,
		 letter_language(draft->letter), plain ? "&garage=" : "",
		 plain ? code : "", about);
	value_set_text(data, name, page);
}

/* What a car of several leads to. */
static int set_car_links(void *context, const struct letter *car, struct value *object,
			 struct err *err)
{
	const struct draft *draft = context;
	char path[BOOKING_PATH_TEXT], url[URL_TEXT];

	if (letter_booking_path(draft->writer, car, draft->is_sample, path, err) < 0)
		return -1;
	snprintf(url, sizeof(url), "%.200s%s", letter_base_url(draft->writer, car), path);
	if (*path)
		value_set_text(object, "car_booking_url", url);
	if (write_link(draft, car->vehicle, url, err) < 0)
		return -1;
	set_page(draft, object, "car_not_mine_url", url);
	return 0;
}

int letter_set_links(struct draft *draft, struct err *err)
{
	char url[URL_TEXT];

	if (letter_set_booking(draft->writer, draft->letter, draft->is_sample,
			       draft->data, err) < 0)
		return -1;
	if (!draft->letter->is_marketing)
		return 0;
	if (write_link(draft, (struct uuid){ "" }, draft->unsubscribe, err) < 0)
		return -1;
	set_page(draft, draft->data, "unsubscribe_url", draft->unsubscribe);
	if (letter_is_household(draft->letter))
		return letter_set_household(draft->letter, draft->data, set_car_links,
					    draft, err);
	if (!uuid_is_set(&draft->letter->vehicle))
		return 0;
	if (write_link(draft, draft->letter->vehicle, url, err) < 0)
		return -1;
	set_page(draft, draft->data, "not_mine_url", url);
	return 0;
}

#define PATH_BYTES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/"

/* A path on our own host and nothing else; it may ask for one thing there: "?auto=…". */
static bool is_own_path(const char *path)
{
	size_t len = strspn(path, PATH_BYTES);
	const char *rest = path + len;

	if (path[0] != '/' || path[1] == '/')
		return false;
	if (*rest == '\0')
		return true;
	return strncmp(rest, "?auto=", 6) == 0 &&
	       strspn(rest + 6, PATH_BYTES) == strlen(rest + 6);
}

/* A page that the letter leads to. */
static int set_own_page(struct draft *draft, const char *name, const char *path,
			struct err *err)
{
	char url[URL_TEXT + 1];

	if (!is_given(path))
		return 0;
	if (!is_own_path(path))
		return err_set_code(err, ERR_INVALID, "LINK_INVALID",
				    "a link in params is not a path of a page");
	snprintf(url, sizeof(url), "%.200s%.300s",
		 letter_base_url(draft->writer, draft->letter), path);
	value_set_text(draft->data, name, url);
	return 0;
}

int letter_set_own_pages(struct draft *draft, struct err *err)
{
	const struct notification_requested_params *form = draft->letter->form;

	if (!form)
		return 0;
	if (set_own_page(draft, "page_url", form->link, err) < 0)
		return -1;
	if (set_own_page(draft, "disown_url", form->disown_link, err) < 0 ||
	    set_own_page(draft, "news_stop_url", form->stop_link, err) < 0)
		return -1;
	/* The mail program's own button leads there, too. */
	if (is_given(form->stop_link))
		snprintf(draft->unsubscribe, sizeof(draft->unsubscribe), "%.200s%.290s",
			 letter_base_url(draft->writer, draft->letter), form->stop_link);
	return 0;
}

