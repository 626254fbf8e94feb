/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts a letter together: template, links, subject, both bodies, and the mail around
 * them.
 */
#include "notification/mail/letter.h"

#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "notification/mail/letter_calendar.h"
#include "notification/mail/letter_data.h"
#include "text/mail.h"

#define BODY_MAX      ((size_t)256 * 1024)
#define NAME_MAX_TEXT ((size_t)400)
#define URL_TEXT      500
#define SAMPLE        "..." /* where a real letter has a token */

/* The parts of one letter while it is written. */
struct draft {
	const struct letter_writer *writer;
	const struct letter *letter;
	bool is_sample;   /* for an adviser's eyes: links lead nowhere */
	const char *name; /* of the template that was chosen */
	struct value *data;
	char unsubscribe[URL_TEXT]; /* "" = no link */
	struct strbuf text;
	struct strbuf html;
};

static bool is_given(const char *text)
{
	return text && *text;
}

/* A request may name a template that only its sender knows: the reasons decide then. */
static const char *template_name(const struct letter_writer *writer,
				 const struct letter *letter)
{
	bool apk = letter_has_reason(letter, "apk");
	bool service = letter_has_reason(letter, "periodic") ||
		       letter_has_reason(letter, "habit");

	if (templates_have(writer->templates, letter_language(letter), letter->name))
		return letter->name;
	if (letter->reasons_count == 0)
		return NULL;
	if (letter_has_reason(letter, "recall"))
		return "invitation";
	if (!apk && !service)
		return letter_has_reason(letter, "advice") ? "advice" : "invitation";
	return apk && service ? "apk_service" : apk ? "apk" : "service";
}

static const char *base_of(const struct draft *draft)
{
	return is_given(draft->letter->garage.public_url)
		       ? draft->letter->garage.public_url
		       : draft->writer->public_url;
}

static int write_link(const struct draft *draft, struct uuid vehicle,
		      char ret_url[URL_TEXT], struct err *err)
{
	const struct letter *letter = draft->letter;
	const struct letter_keys *keys = draft->writer->keys;
	struct link_token token = { .customer = letter->customer,
				    .vehicle = vehicle,
				    .purpose = letter->purpose,
				    .channel = CHANNEL_EMAIL };
	char text[LINK_TOKEN_TEXT];

	if (draft->is_sample) {
		snprintf(ret_url, URL_TEXT, "%.200s/u/%s", base_of(draft), SAMPLE);
		return 0;
	}
	snprintf(token.dealer, sizeof(token.dealer), "%s", letter->garage.dealer);
	address_print(keys, letter->garage.dealer, letter->email, token.address_print);
	if (link_token_write(keys, &token, text, err) < 0)
		return -1;
	snprintf(ret_url, URL_TEXT, "%.200s/u/%s", base_of(draft), text);
	return 0;
}

#define CODE_BYTES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

/* For people the link names their language and garage, and the car when it is about that;
 * the header's link is for programs. */
static void set_page(struct draft *draft, const char *name, const char *url,
		     const char *about)
{
	const char *code = draft->letter->garage.dealer;
	bool plain = code[strspn(code, CODE_BYTES)] == '\0';
	char page[URL_TEXT + 80];

	snprintf(page, sizeof(page), "%s?lang=%s%s%s%s", url,
		 letter_language(draft->letter), plain ? "&garage=" : "",
		 plain ? code : "", about);
	value_set_text(draft->data, name, page);
}

static int set_links(struct draft *draft, struct err *err)
{
	char url[URL_TEXT];

	if (!draft->letter->is_marketing)
		return 0;
	if (write_link(draft, (struct uuid){ "" }, draft->unsubscribe, err) < 0)
		return -1;
	set_page(draft, "unsubscribe_url", draft->unsubscribe, "");
	if (!uuid_is_set(&draft->letter->vehicle))
		return 0;
	if (write_link(draft, draft->letter->vehicle, url, err) < 0)
		return -1;
	set_page(draft, "not_mine_url", url, "&about=car");
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
	snprintf(url, sizeof(url), "%.200s%.300s", base_of(draft), path);
	value_set_text(draft->data, name, url);
	return 0;
}

static int set_own_pages(struct draft *draft, struct err *err)
{
	const struct notification_requested_params *form = draft->letter->form;

	if (!form)
		return 0;
	if (set_own_page(draft, "page_url", form->link, err) < 0)
		return -1;
	return set_own_page(draft, "disown_url", form->disown_link, err);
}

static int set_lines(struct draft *draft, struct err *err)
{
	const struct templates *templates = draft->writer->templates;
	char file[80];

	snprintf(file, sizeof(file), "%.60s.subject", draft->name);
	if (letter_set_line(templates, draft->data, "subject", file, err) < 0)
		return -1;
	snprintf(file, sizeof(file), "%.60s.heading", draft->name);
	return letter_set_line(templates, draft->data, "heading", file, err);
}

static int fill_bodies(struct draft *draft, struct err *err)
{
	const struct templates *templates = draft->writer->templates;
	struct template_request request = { .language = letter_language(draft->letter),
					    .letter = draft->name,
					    .file = "base.txt" };

	if (templates_fill(templates, &request, draft->data, &draft->text, err) < 0)
		return -1;
	request.file = "base.html";
	return templates_fill(templates, &request, draft->data, &draft->html, err);
}

static int write_mail(const struct draft *draft, struct strbuf *out, struct err *err)
{
	const struct letter *letter = draft->letter;
	const struct letter_garage *garage = &letter->garage;
	STRBUF_AUTO name = strbuf_new(NAME_MAX_TEXT);
	char message_id[UUID_TEXT + EMAIL_TEXT];
	const char *at = strrchr(garage->sender_email, '@');

	greeting_full_name(&letter->person, &name);
	/* The same for every try, so that a receiver can tell a repeat. */
	snprintf(message_id, sizeof(message_id), "%s%s", letter->intent.text,
		 at ? at : "");
	struct mail mail = {
		.from = { garage->sender_name, garage->sender_email },
		.to = { name.text, letter->email },
		.reply_to = { NULL,
			      is_given(garage->reply_to) ? garage->reply_to : NULL },
		.subject = value_text(value_member(draft->data, slice_of("subject"))),
		.message_id = message_id,
		.date = letter->now,
		.text = draft->text.text,
		.html = draft->html.text,
		.unsubscribe_url =
			is_given(draft->unsubscribe) ? draft->unsubscribe : NULL,
	};

	return letter_calendar_mail(letter, draft->data, &mail, out, err);
}

static int write_draft(struct draft *draft, struct err *err)
{
	if (letter_data(draft->writer->templates, draft->letter, draft->data, err) < 0 ||
	    set_links(draft, err) < 0 || set_own_pages(draft, err) < 0 ||
	    set_lines(draft, err) < 0)
		return -1;
	return fill_bodies(draft, err);
}

static int open_draft(struct draft *draft, struct err *err)
{
	const struct letter *letter = draft->letter;

	draft->name = template_name(draft->writer, letter);
	if (!draft->name)
		return err_set_code(err, ERR_ABSENT, "TEMPLATE_UNKNOWN",
				    "there is no template '%s' in language %s",
				    letter->name, letter_language(letter));
	draft->data = value_new_object();
	draft->text = strbuf_new(BODY_MAX);
	draft->html = strbuf_new(BODY_MAX);
	return 0;
}

static void close_draft(struct draft *draft)
{
	value_free(draft->data);
	strbuf_done(&draft->text);
	strbuf_done(&draft->html);
}

int letter_write(const struct letter_writer *writer, const struct letter *letter,
		 struct strbuf *out, struct err *err)
{
	struct draft draft = { .writer = writer, .letter = letter };

	if (open_draft(&draft, err) < 0)
		return -1;
	int failed = write_draft(&draft, err);

	if (failed == 0)
		failed = write_mail(&draft, out, err);
	close_draft(&draft);
	return failed;
}

int letter_show(const struct letter_writer *writer, const struct letter *letter,
		struct letter_sheet *ret_sheet, struct err *err)
{
	struct draft draft = { .writer = writer, .letter = letter, .is_sample = true };

	if (open_draft(&draft, err) < 0)
		return -1;
	int failed = write_draft(&draft, err);

	if (failed == 0) {
		const struct value *subject =
			value_member(draft.data, slice_of("subject"));

		ret_sheet->subject = mem_text(value_text(subject));
		ret_sheet->text = strbuf_take(&draft.text);
		ret_sheet->html = strbuf_take(&draft.html);
	}
	close_draft(&draft);
	return failed;
}

void letter_sheet_done(struct letter_sheet *sheet)
{
	mem_free(sheet->subject);
	mem_free(sheet->text);
	mem_free(sheet->html);
	*sheet = (struct letter_sheet){ 0 };
}
