/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages sealed for each browser, posted several at a time, and what came of each
 * person's together.
 */
#include "notification/push/push_carrier.h"

#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "notification/mail/letter_booking.h"
#include "notification/mail/letter_data.h"
#include "notification/mail/letter_form.h"
#include "notification/push/seal.h"
#include "notification/push/vapid.h"
#include "notification/sms/short.h"
#include "notification/store_push.h"
#include "sys/crash_point.h"
#include "sys/log.h"
#include "text/post.h"

#define BEGIN_MILLIS   1000 /* no message is begun later in a round */
#define CONNECT_MILLIS 5000
#define HEADER_TEXT    1600
#define SEALED_MAX     ((size_t)4200)
#define PATH_TEXT      200
#define TTL_MOST       (INT64_C(28) * 86400) /* services keep none longer */

static bool is_ready(const struct notification *svc)
{
	return svc->vapid != NULL;
}

static int64_t lines(const struct notification *svc)
{
	return svc->knobs->senders > 0 ? 1 : 0;
}

static int open_line(const struct notification *svc, void **ret_line, struct err *err)
{
	const struct notification_knobs *knobs = svc->knobs;
	struct poster *poster = NULL;
	struct poster_request request = {
		.ca_file = knobs->push_ca_file,
		.connections = (int)knobs->push_connections,
		.connect_millis = CONNECT_MILLIS,
		.post_millis = knobs->push_seconds * 1000,
	};

	if (poster_open(&request, &poster, err) < 0)
		return -1;
	*ret_line = poster;
	return 0;
}

static void close_line(void *line)
{
	poster_close(line);
}

/* One message to one browser while it is on its way. */
struct parcel {
	struct contact *contact;
	const char *endpoint; /* lent by the rows of the round */
	struct strbuf sealed;
	char authorization[HEADER_TEXT];
	char ttl[40];
};

/* All of a round. */
struct load {
	const struct notification *svc;
	struct rows *browsers; /* party, endpoint, p256dh, auth */
	struct parcel *parcels;
	struct post *posts;
	size_t count;
};

/* Where a click leads: the page that the message is about, else the car's own. */
static void write_path(const struct contact *contact,
		       const struct notification_requested_params *form,
		       char path[PATH_TEXT])
{
	if (form && form->link && form->link[0] == '/' && form->link[1] != '/')
		snprintf(path, PATH_TEXT, "%.190s", form->link);
	else if (contact->passport_id)
		snprintf(path, PATH_TEXT, "/mijn/auto/%.40s", contact->passport_id);
	else
		snprintf(path, PATH_TEXT, "/mijn");
}

static int write_words(const struct load *load, struct contact *contact,
		       struct strbuf *out, struct err *err)
{
	const struct short_request request = { .kind = SHORT_PUSH, .sender = "" };
	struct notification_requested_params *form = NULL;
	STRBUF_AUTO body = strbuf_new(SHORT_MAX);
	struct json_out json = json_out_into(out);
	char path[PATH_TEXT], book[BOOKING_PATH_TEXT];

	if (letter_booking_path(&load->svc->writer, &contact->letter, false, book, err) <
	    0)
		return -1;
	if (letter_form_read(contact->form, &form, err) < 0)
		return -1;
	contact->letter.form = form;
	int failed =
		short_write(&load->svc->writer, &contact->letter, &request, &body, err);

	write_path(contact, form, path);
	contact->letter.form = NULL;
	letter_form_free(form);
	if (failed < 0)
		return -1;
	json_out_open_object(&json, NULL);
	json_out_text(&json, "title", contact->letter.garage.name);
	json_out_text(&json, "body", body.text);
	json_out_text(&json, "url", path);
	if (*book) {
		json_out_text(&json, "book", book);
		json_out_text(&json, "language", letter_language(&contact->letter));
	}
	json_out_text(&json, "tag", contact->letter.intent.text);
	json_out_close_object(&json);
	return strbuf_check(out, err);
}

/* As long as it is worth reading. */
static void write_ttl(const struct contact *contact, char text[40])
{
	int64_t left = (contact->facts.not_after.micros - contact->facts.now.micros) /
		       MICROS_PER_SECOND;

	if (left > TTL_MOST)
		left = TTL_MOST;
	snprintf(text, 40, "TTL: %lld", (long long)(left > 60 ? left : 60));
}

static int seal(const struct load *load, struct parcel *parcel, size_t row,
		struct slice words, struct err *err)
{
	struct push_reader reader;
	struct push_once once;
	struct instant now = parcel->contact->facts.now;
	STRBUF_AUTO who = strbuf_new(HEADER_TEXT);

	parcel->endpoint = row_text(load->browsers, row, 1);
	if (push_reader_from(row_text(load->browsers, row, 2),
			     row_text(load->browsers, row, 3), &reader, err) < 0 ||
	    push_once_new(&once, err) < 0 ||
	    push_seal(&reader, &once, words, &parcel->sealed, err) < 0 ||
	    vapid_authorize(load->svc->vapid, parcel->endpoint, now, &who, err) < 0)
		return -1;
	snprintf(parcel->authorization, sizeof(parcel->authorization),
		 "Authorization: %.1500s", who.text);
	write_ttl(parcel->contact, parcel->ttl);
	return 0;
}

static void add_post(struct load *load, struct parcel *parcel)
{
	load->posts[load->count++] = (struct post){
		.url = parcel->endpoint,
		.headers = { parcel->authorization, parcel->ttl, "Urgency: normal",
			     "Content-Type: application/octet-stream",
			     "Content-Encoding: aes128gcm", NULL },
		.body = { parcel->sealed.text, parcel->sealed.len },
	};
}

static void note_unwritten(const struct contact *contact, const struct err *err)
{
	log_event(LOG_WARNING, "push_message_not_written",
		  F_TEXT("intent", contact->letter.intent.text),
		  F_TEXT("reason", err->text));
}

/* The browsers of one person lie together in the rows. */
static void load_browsers(struct load *load, struct contact *contact, struct slice words)
{
	for (size_t i = 0; i < rows_count(load->browsers); i++) {
		struct parcel *parcel = &load->parcels[load->count];
		struct err err = { .kind = ERR_NONE };

		if (strcmp(row_text(load->browsers, i, 0), contact->party.text) != 0)
			continue;
		*parcel = (struct parcel){ .contact = contact,
					   .sealed = strbuf_new(SEALED_MAX) };
		if (seal(load, parcel, i, words, &err) == 0) {
			add_post(load, parcel);
		} else {
			note_unwritten(contact, &err);
			strbuf_done(&parcel->sealed);
		}
	}
}

/* Refused until a browser takes it. */
static void load_one(struct load *load, struct contact *contact)
{
	STRBUF_AUTO words = strbuf_new(PUSH_PLAIN_MAX);
	struct err err = { .kind = ERR_NONE };

	contact->result =
		(struct hand_result){ .what = HANDED_REFUSED, .reason = "NO_ADDRESS" };
	contact_split_reasons(contact);
	if (write_words(load, contact, &words, &err) == 0) {
		load_browsers(load, contact, (struct slice){ words.text, words.len });
		return;
	}
	contact->result.reason =
		err.kind == ERR_ABSENT ? "TEMPLATE_UNKNOWN" : "LETTER_INVALID";
	note_unwritten(contact, &err);
}

static enum handed handed_of(const struct post *post)
{
	switch (post->outcome) {
	case POST_ANSWERED:
		if (post->status >= 200 && post->status < 300)
			return HANDED_TAKEN;
		if (post->status == 429 || post->status >= 500)
			return HANDED_LATER;
		/* Our own key or clock: nothing is wrong with the browser. */
		if (post->status == 401 || post->status == 403)
			return HANDED_AWAY;
		return HANDED_REFUSED;
	case POST_UNREACHED:
		return HANDED_AWAY;
	case POST_LOST:
		return HANDED_UNCERTAIN;
	case POST_NOT_TRIED:
		break;
	}
	return HANDED_NOT_TRIED;
}

static bool is_gone(const struct post *post)
{
	return post->outcome == POST_ANSWERED &&
	       (post->status == 404 || post->status == 410);
}

/* The best that any browser said counts: taken, then perhaps, then later, then refused.
 */
static void settle(struct contact *contact, const struct post *post)
{
	static const int worth[] = {
		[HANDED_TAKEN] = 6, [HANDED_UNCERTAIN] = 5, [HANDED_LATER] = 4,
		[HANDED_AWAY] = 3,  [HANDED_NOT_TRIED] = 2, [HANDED_REFUSED] = 1,
	};
	struct hand_result *result = &contact->result;
	enum handed what = handed_of(post);

	if (result->what == HANDED_REFUSED || worth[what] > worth[result->what])
		*result = (struct hand_result){ .what = what, .code = post->status };
	if (result->what == HANDED_REFUSED)
		result->reason = is_gone(post) ? "NO_ADDRESS" : "REFUSED";
}

/* A browser that is not forgotten now is found gone again by the next message. */
static void forget_gone(const struct load *load)
{
	const char **gone = mem_alloc(sizeof(*gone) * (load->count + 1));
	struct err err = { .kind = ERR_NONE };
	AUTO(tx) *tx = NULL;
	size_t count = 0;

	for (size_t i = 0; i < load->count; i++) {
		if (is_gone(&load->posts[i]))
			gone[count++] = load->parcels[i].endpoint;
	}
	if (count > 0 &&
	    (tx_begin(load->svc->pool, &tx, &err) < 0 ||
	     store_push_gone(tx, gone, count, &err) < 0 || tx_commit(TAKE(tx), &err) < 0))
		log_event(LOG_WARNING, "browsers_not_forgotten",
			  F_TEXT("reason", err.text));
	mem_free(gone);
}

static int list_browsers(struct load *load, const struct hand_over *these,
			 struct err *err)
{
	const char **parties = mem_alloc(sizeof(*parties) * (these->count + 1));
	AUTO(tx) *tx = NULL;
	size_t count = 0;

	for (size_t i = 0; i < these->count; i++) {
		if (uuid_is_set(&these->contacts[i].party))
			parties[count++] = these->contacts[i].party.text;
	}
	int failed = tx_begin(load->svc->pool, &tx, err) < 0 ||
		     store_push_list(tx, parties, count, &load->browsers, err) < 0 ||
		     tx_commit(TAKE(tx), err) < 0;

	mem_free(parties);
	return failed ? -1 : 0;
}

static void post_all(struct poster *poster, struct load *load,
		     const struct hand_over *these)
{
	for (size_t i = 0; i < these->count; i++)
		load_one(load, &these->contacts[i]);
	poster_run(poster, load->posts, load->count, BEGIN_MILLIS);
	crash_point("push.after_post");
	for (size_t i = 0; i < load->count; i++)
		settle(load->parcels[i].contact, &load->posts[i]);
	forget_gone(load);
	for (size_t i = 0; i < load->count; i++) {
		strbuf_done(&load->parcels[i].sealed);
		strbuf_done(&load->posts[i].answer);
	}
}

static void hand_over(void *line, const struct hand_over *these)
{
	struct load load = { .svc = these->svc };
	struct err err = { .kind = ERR_NONE };

	/* Without the database nothing was begun: all go back. */
	if (list_browsers(&load, these, &err) < 0) {
		log_event(LOG_WARNING, "browsers_not_read", F_TEXT("reason", err.text));
		return;
	}
	size_t most = these->count * PUSH_BROWSERS_MAX + 1;

	load.parcels = mem_alloc(sizeof(*load.parcels) * most);
	load.posts = mem_alloc(sizeof(*load.posts) * most);
	post_all(line, &load, these);
	mem_free(load.parcels);
	mem_free(load.posts);
	rows_free(load.browsers);
}

const struct carrier push_carrier = {
	.channel = CHANNEL_PUSH,
	.is_ready = is_ready,
	.lines = lines,
	.open = open_line,
	.close = close_line,
	.hand_over = hand_over,
};
