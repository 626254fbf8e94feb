/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts a letter together: template, links, subject, both bodies, and the mail around
 * them.
 */
#include "notification/mail/letter.h"

#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "notification/mail/letter_booking.h"
#include "notification/mail/letter_calendar.h"
#include "notification/mail/letter_data.h"
#include "notification/mail/letter_household.h"
#include "notification/mail/letter_inside.h"
#include "text/mail.h"

#define BODY_MAX      ((size_t)256 * 1024)
#define NAME_MAX_TEXT ((size_t)400)

static bool is_given(const char *text)
{
	return text && *text;
}

const char *letter_by_reasons(const struct letter *letter)
{
	bool apk = letter_has_reason(letter, "apk");
	bool service = letter_has_reason(letter, "periodic") ||
		       letter_has_reason(letter, "habit");

	if (letter_is_household(letter))
		return "household";
	if (letter->reasons_count == 0)
		return NULL;
	if (letter_has_reason(letter, "recall"))
		return "invitation";
	if (!apk && !service)
		return letter_has_reason(letter, "advice") ? "advice" : "invitation";
	return apk && service ? "apk_service" : apk ? "apk" : "service";
}

/* A request may name a template that only its sender knows: the reasons decide then. */
static const char *template_name(const struct letter_writer *writer,
				 const struct letter *letter)
{
	if (templates_have(writer->templates, letter_language(letter), letter->name))
		return letter->name;
	return letter_by_reasons(letter);
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
	    letter_set_links(draft, err) < 0 || letter_set_own_pages(draft, err) < 0 ||
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

static int write_sheet(struct draft *draft, struct letter_sheet *ret_sheet,
		       struct err *err)
{
	if (open_draft(draft, err) < 0)
		return -1;
	int failed = write_draft(draft, err);

	if (failed == 0) {
		const struct value *subject =
			value_member(draft->data, slice_of("subject"));

		ret_sheet->subject = mem_text(value_text(subject));
		ret_sheet->text = strbuf_take(&draft->text);
		ret_sheet->html = strbuf_take(&draft->html);
		ret_sheet->stop_url =
			mem_text(draft->is_sample ? "" : draft->unsubscribe);
	}
	close_draft(draft);
	return failed;
}

int letter_show(const struct letter_writer *writer, const struct letter *letter,
		struct letter_sheet *ret_sheet, struct err *err)
{
	struct draft draft = { .writer = writer, .letter = letter, .is_sample = true };

	return write_sheet(&draft, ret_sheet, err);
}

int letter_tell(const struct letter_writer *writer, const struct letter *letter,
		struct letter_sheet *ret_sheet, struct err *err)
{
	struct draft draft = { .writer = writer, .letter = letter };

	return write_sheet(&draft, ret_sheet, err);
}

static int fill_part(const struct draft *draft, const char *file, char **ret_text,
		     struct err *err)
{
	STRBUF_AUTO out = strbuf_new(BODY_MAX);
	const struct template_request request = {
		.language = letter_language(draft->letter),
		.letter = draft->name,
		.file = file,
	};

	if (templates_fill(draft->writer->templates, &request, draft->data, &out, err) <
	    0)
		return -1;
	*ret_text = strbuf_take(&out);
	return 0;
}

/* "Winterbanden?" needs no full stop. */
static bool ends(const char *sentence)
{
	size_t len = strlen(sentence);

	return len > 0 && strchr(".!?", sentence[len - 1]);
}

/* On paper the facts stand in a table, and nothing can be clicked. */
static int fill_paper(const struct draft *draft, struct letter_paper *paper,
		      struct err *err)
{
	const struct value *subject = value_member(draft->data, slice_of("subject"));
	const struct value *booking = value_member(draft->data, slice_of("booking_url"));

	paper->subject = mem_text(value_text(subject));
	paper->stop_url = mem_text(draft->unsubscribe);
	paper->booking_url = mem_text(booking ? value_text(booking) : "");
	if (fill_part(draft, "letter_facts.txt", &paper->facts, err) < 0)
		return -1;
	value_set_bool(draft->data, "has_facts", false);
	value_set_bool(draft->data, "subject_ends", ends(paper->subject));
	value_set_bool(draft->data, "has_cars", false);
	value_set_none(draft->data, "page_url");
	if (fill_part(draft, "letter.txt", &paper->text, err) < 0 ||
	    fill_part(draft, "letter_stop.txt", &paper->stop, err) < 0 ||
	    fill_part(draft, "letter_book.txt", &paper->book, err) < 0 ||
	    fill_part(draft, "card.txt", &paper->card, err) < 0)
		return -1;
	return fill_part(draft, "card_stop.txt", &paper->card_stop, err);
}

int letter_on_paper(const struct letter_writer *writer, const struct letter *letter,
		    bool is_sample, struct letter_paper *ret_paper, struct err *err)
{
	struct draft draft = { .writer = writer,
			       .letter = letter,
			       .is_sample = is_sample,
			       .on_paper = true };
	struct letter_paper paper = { 0 };

	if (open_draft(&draft, err) < 0)
		return -1;
	int failed = write_draft(&draft, err);

	if (failed == 0)
		failed = fill_paper(&draft, &paper, err);
	close_draft(&draft);
	if (failed)
		letter_paper_done(&paper);
	else
		*ret_paper = paper;
	return failed;
}
