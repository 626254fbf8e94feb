/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides libcurl: one multi handle with a connection cache, one easy handle per
 * connection, each taking the next letter when its last one is done.
 *
 * The outcome is judged from two things libcurl tells: the last reply code, and whether
 * the text had been read to its end. After DATA the code is 354 until the server answers
 * the final dot, so "all read and still 354" means the answer was lost.
 */
#include "text/smtp.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"
#include "sys/clock.h"

#define CONNECTIONS_MAX 64
#define UPLOAD_BYTES    16384L

struct lane {
	struct smtp *smtp;
	CURL *easy;
	struct curl_slist *to;
	struct smtp_letter *letter;
	size_t read; /* bytes of the message handed to libcurl */
	bool all_read;
	bool second_try;
	char error[CURL_ERROR_SIZE];
};

struct smtp {
	CURLM *multi;
	struct lane *lanes;
	int lanes_count;
	int busy;
	/* The round that is going on. */
	struct smtp_letter *letters;
	size_t count;
	size_t next;
	int64_t stop_at; /* monotonic microseconds; 0 = none */
};

static size_t read_message(char *into, size_t size, size_t items, void *context)
{
	struct lane *lane = context;
	struct slice message = lane->letter->message;
	size_t left = message.len - lane->read;
	size_t len = size * items < left ? size * items : left;

	memcpy(into, message.at + lane->read, len);
	lane->read += len;
	lane->all_read = len == 0;
	return len;
}

static void keep_text(char reply[SMTP_REPLY_TEXT], struct slice text)
{
	size_t len = text.len < SMTP_REPLY_TEXT - 1 ? text.len : SMTP_REPLY_TEXT - 1;

	memcpy(reply, text.at, len);
	reply[len] = '\0';
}

/* The server's reply lines; the last one is kept, but not its answer to QUIT, which
 * libcurl says after a refusal. */
static size_t keep_reply(char *line, size_t size, size_t items, void *context)
{
	struct lane *lane = context;
	struct slice text = slice_trim((struct slice){ line, size * items });

	if (lane->letter && (text.len < 3 || memcmp(text.at, "221", 3) != 0))
		keep_text(lane->letter->reply, text);
	return size * items;
}

static size_t drop_body(char *bytes, size_t size, size_t items, void *context)
{
	(void)bytes;
	(void)context;
	return size * items;
}

static long tls_level(enum smtp_tls tls)
{
	switch (tls) {
	case SMTP_TLS_REQUIRED:
		return CURLUSESSL_ALL;
	case SMTP_TLS_TRY:
		return CURLUSESSL_TRY;
	case SMTP_TLS_NONE:
		break;
	}
	return CURLUSESSL_NONE;
}

static bool is_given(const char *text)
{
	return text && *text;
}

/* The path of an SMTP URL is the name we greet with. */
static CURLcode set_url(CURL *easy, const struct smtp_request *request)
{
	STRBUF_AUTO url = strbuf_new(1000);

	strbuf_add(&url, request->url);
	if (is_given(request->helo))
		strbuf_addf(&url, "/%s", request->helo);
	return curl_easy_setopt(easy, CURLOPT_URL, url.text);
}

static CURLcode set_login(CURL *easy, const struct smtp_request *request)
{
	CURLcode bad = CURLE_OK;

	if (is_given(request->user)) {
		bad |= curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
		bad |= curl_easy_setopt(easy, CURLOPT_PASSWORD,
					request->password ? request->password : "");
	}
	if (is_given(request->ca_file))
		bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, request->ca_file);
	return bad;
}

static CURLcode set_times(CURL *easy, const struct smtp_request *request)
{
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
				(long)request->connect_millis);
	bad |= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->letter_millis);
	return bad;
}

static CURLcode set_callbacks(struct lane *lane)
{
	CURL *easy = lane->easy;
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
	/* A letter fits; the default of 64 KiB costs fresh pages for every letter. */
	bad |= curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, UPLOAD_BYTES);
	bad |= curl_easy_setopt(easy, CURLOPT_READFUNCTION, read_message);
	bad |= curl_easy_setopt(easy, CURLOPT_READDATA, lane);
	bad |= curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, keep_reply);
	bad |= curl_easy_setopt(easy, CURLOPT_HEADERDATA, lane);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop_body);
	bad |= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, lane->error);
	bad |= curl_easy_setopt(easy, CURLOPT_PRIVATE, lane);
	return bad;
}

static int lane_open(struct smtp *smtp, struct lane *lane,
		     const struct smtp_request *request, struct err *err)
{
	lane->smtp = smtp;
	lane->easy = curl_easy_init();
	if (!lane->easy)
		return err_set(err, ERR_BROKEN, "libcurl gives no handle");
	if (set_url(lane->easy, request) || set_login(lane->easy, request) ||
	    set_times(lane->easy, request) || set_callbacks(lane) ||
	    curl_easy_setopt(lane->easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps") ||
	    curl_easy_setopt(lane->easy, CURLOPT_USE_SSL, tls_level(request->tls)))
		return err_set(err, ERR_INVALID, "libcurl refuses the SMTP settings");
	return 0;
}

int smtp_open(const struct smtp_request *request, struct smtp **ret_smtp, struct err *err)
{
	if (request->connections < 1 || request->connections > CONNECTIONS_MAX)
		return err_set(err, ERR_INVALID,
			       "SMTP connections must be 1 to %d, not %d",
			       CONNECTIONS_MAX, request->connections);
	AUTO(smtp) *smtp = mem_alloc(sizeof(*smtp));

	smtp->multi = curl_multi_init();
	if (!smtp->multi)
		return err_set(err, ERR_BROKEN, "libcurl gives no multi handle");
	smtp->lanes_count = request->connections;
	smtp->lanes = mem_alloc(sizeof(*smtp->lanes) * (size_t)smtp->lanes_count);
	curl_multi_setopt(smtp->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
			  (long)smtp->lanes_count);
	curl_multi_setopt(smtp->multi, CURLMOPT_MAXCONNECTS, (long)smtp->lanes_count);
	for (int i = 0; i < smtp->lanes_count; i++) {
		if (lane_open(smtp, &smtp->lanes[i], request, err) < 0)
			return -1;
	}
	*ret_smtp = TAKE(smtp);
	return 0;
}

void smtp_close(struct smtp *smtp)
{
	if (!smtp)
		return;
	for (int i = 0; smtp->lanes && i < smtp->lanes_count; i++) {
		curl_easy_cleanup(smtp->lanes[i].easy);
		curl_slist_free_all(smtp->lanes[i].to);
	}
	if (smtp->multi)
		curl_multi_cleanup(smtp->multi);
	mem_free(smtp->lanes);
	mem_free(smtp);
}

static void judge_failed(struct smtp_letter *letter, const struct lane *lane)
{
	/* libcurl names the command a reply belonged to only in words. */
	if (strncmp(lane->error, "MAIL failed", 11) == 0)
		letter->stage = SMTP_AT_SENDER;
	else if (strncmp(lane->error, "RCPT failed", 11) == 0)
		letter->stage = SMTP_AT_RECIPIENT;
	else if (lane->read > 0 || strncmp(lane->error, "DATA failed", 11) == 0)
		letter->stage = SMTP_AT_TEXT;
	if (letter->code >= 500 && letter->stage != SMTP_AT_SERVER)
		letter->outcome = SMTP_REFUSED;
	else
		letter->outcome = SMTP_LATER;
}

static void judge(struct lane *lane, CURLcode result)
{
	struct smtp_letter *letter = lane->letter;
	long code = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &code);
	letter->code = (int)code;
	letter->stage = SMTP_AT_SERVER;
	if (result == CURLE_OK) {
		letter->outcome = SMTP_ACCEPTED;
		letter->stage = SMTP_AT_TEXT;
		return;
	}
	if (lane->all_read && letter->code < 400) {
		letter->outcome = SMTP_UNCERTAIN;
		letter->stage = SMTP_AT_TEXT;
	} else {
		judge_failed(letter, lane);
	}
	if (letter->code < 400)
		keep_text(letter->reply,
			  slice_of(lane->error[0] ? lane->error
						  : curl_easy_strerror(result)));
}

static int start_letter(struct lane *lane)
{
	struct curl_slist *to = curl_slist_append(NULL, lane->letter->to);

	curl_slist_free_all(lane->to);
	lane->to = to;
	lane->read = 0;
	lane->all_read = false;
	lane->error[0] = '\0';
	if (!to || curl_easy_setopt(lane->easy, CURLOPT_MAIL_FROM, lane->letter->from) ||
	    curl_easy_setopt(lane->easy, CURLOPT_MAIL_RCPT, to) ||
	    curl_multi_add_handle(lane->smtp->multi, lane->easy))
		return -1;
	lane->smtp->busy++;
	return 0;
}

/* Take the next letter of the round, if there is one and time for it. */
static void start_next(struct lane *lane)
{
	struct smtp *smtp = lane->smtp;

	lane->letter = NULL;
	lane->second_try = false;
	if (smtp->stop_at && clock_monotonic() >= smtp->stop_at)
		return;
	while (smtp->next < smtp->count) {
		lane->letter = &smtp->letters[smtp->next++];
		if (start_letter(lane) == 0)
			return;
		lane->letter->outcome = SMTP_LATER;
		lane->letter = NULL;
	}
}

/* The server had closed the kept connection: nothing was said on it, so say it again. One
 * that is silent has used up the letter's time. */
static bool was_stale(const struct lane *lane, CURLcode result)
{
	long opened = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_NUM_CONNECTS, &opened);
	return result != CURLE_OK && result != CURLE_OPERATION_TIMEDOUT && opened == 0 &&
	       lane->read == 0 && !lane->second_try &&
	       lane->letter->stage == SMTP_AT_SERVER && lane->letter->code == 0;
}

static void finish(struct lane *lane, CURLcode result)
{
	struct smtp *smtp = lane->smtp;

	curl_multi_remove_handle(smtp->multi, lane->easy);
	smtp->busy--;
	judge(lane, result);
	if (was_stale(lane, result)) {
		lane->second_try = true;
		if (start_letter(lane) == 0)
			return;
	}
	start_next(lane);
}

static void finish_done(struct smtp *smtp)
{
	int left = 0;
	CURLMsg *done = NULL;

	while ((done = curl_multi_info_read(smtp->multi, &left))) {
		char *lane = NULL;

		if (done->msg != CURLMSG_DONE)
			continue;
		CURLcode result = done->data.result;

		curl_easy_getinfo(done->easy_handle, CURLINFO_PRIVATE, &lane);
		finish((struct lane *)(void *)lane, result);
	}
}

static void begin_round(struct smtp *smtp, struct smtp_letter *letters, size_t count,
			int64_t budget_millis)
{
	smtp->letters = letters;
	smtp->count = count;
	smtp->next = 0;
	smtp->stop_at = budget_millis ? clock_monotonic() + budget_millis * 1000 : 0;
	for (size_t i = 0; i < count; i++) {
		letters[i].outcome = SMTP_NOT_TRIED;
		letters[i].stage = SMTP_AT_SERVER;
		letters[i].code = 0;
		letters[i].reply[0] = '\0';
	}
}

void smtp_send(struct smtp *smtp, struct smtp_letter *letters, size_t count,
	       int64_t budget_millis)
{
	begin_round(smtp, letters, count, budget_millis);
	for (int i = 0; i < smtp->lanes_count; i++)
		start_next(&smtp->lanes[i]);
	while (smtp->busy > 0) {
		int running = 0;

		curl_multi_perform(smtp->multi, &running);
		finish_done(smtp);
		if (smtp->busy > 0)
			curl_multi_poll(smtp->multi, NULL, 0, 1000, NULL);
	}
}

const char *smtp_outcome_name(enum smtp_outcome outcome)
{
	switch (outcome) {
	case SMTP_ACCEPTED:
		return "accepted";
	case SMTP_LATER:
		return "later";
	case SMTP_REFUSED:
		return "refused";
	case SMTP_UNCERTAIN:
		return "uncertain";
	case SMTP_NOT_TRIED:
		break;
	}
	return "not tried";
}
