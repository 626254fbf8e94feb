/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides libcurl: one multi handle with a connection cache, one easy handle per
 * connection, each taking the next post when its last one is done. An answer that is
 * longer than we keep is an answer all the same.
 */
#include "text/post.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <string.h>

#include "base/http_status.h"
#include "base/mem.h"
#include "sys/clock.h"

#define CONNECTIONS_MAX 64

struct lane {
	struct poster *poster;
	CURL *easy;
	struct curl_slist *headers;
	struct post *post;
	size_t given; /* of the body, to libcurl */
};

struct poster {
	CURLM *multi;
	struct lane *lanes;
	int lanes_count;
	int busy;
	/* The round that is going on. */
	struct post *posts;
	size_t count;
	size_t next;
	int64_t stop_at; /* monotonic microseconds; 0 = none */
};

static size_t keep_answer(char *bytes, size_t size, size_t items, void *context)
{
	struct lane *lane = context;
	struct strbuf *answer = &lane->post->answer;
	size_t room = POST_ANSWER_MAX - answer->len;
	size_t len = size * items;

	strbuf_add_n(answer, bytes, len < room ? len : room);
	return len;
}

/* The body is given away once. libcurl begins anew by itself where a kept connection ends
 * without an answer; without a way to rewind it does so only while the body is untouched,
 * and else says that it failed: the server may have it. */
static size_t give_body(char *bytes, size_t size, size_t items, void *context)
{
	struct lane *lane = context;
	const struct slice *body = &lane->post->body;
	size_t left = body->len - lane->given;
	size_t len = size * items < left ? size * items : left;

	memcpy(bytes, body->at + lane->given, len);
	lane->given += len;
	return len;
}

static CURLcode set_once(struct lane *lane, const struct poster_request *request)
{
	CURL *easy = lane->easy;
	CURLcode bad = CURLE_OK;

	bad |= curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	bad |= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
				(long)request->connect_millis);
	bad |= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->post_millis);
	bad |= curl_easy_setopt(easy, CURLOPT_POST, 1L);
	bad |= curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
	bad |= curl_easy_setopt(easy, CURLOPT_READDATA, lane);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep_answer);
	bad |= curl_easy_setopt(easy, CURLOPT_WRITEDATA, lane);
	bad |= curl_easy_setopt(easy, CURLOPT_PRIVATE, lane);
	if (request->ca_file && *request->ca_file)
		bad |= curl_easy_setopt(easy, CURLOPT_CAINFO, request->ca_file);
	return bad;
}

int poster_open(const struct poster_request *request, struct poster **ret_poster,
		struct err *err)
{
	if (request->connections < 1 || request->connections > CONNECTIONS_MAX)
		return err_set(err, ERR_INVALID, "connections must be 1 to %d, not %d",
			       CONNECTIONS_MAX, request->connections);
	AUTO(poster) *poster = mem_alloc(sizeof(*poster));

	poster->multi = curl_multi_init();
	poster->lanes_count = request->connections;
	poster->lanes = mem_alloc(sizeof(*poster->lanes) * (size_t)poster->lanes_count);
	for (int i = 0; i < poster->lanes_count; i++) {
		struct lane *lane = &poster->lanes[i];

		lane->poster = poster;
		lane->easy = curl_easy_init();
		if (!poster->multi || !lane->easy || set_once(lane, request))
			return err_set(err, ERR_BROKEN, "libcurl gives no handle");
	}
	curl_multi_setopt(poster->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
			  (long)poster->lanes_count);
	*ret_poster = TAKE(poster);
	return 0;
}

void poster_close(struct poster *poster)
{
	if (!poster)
		return;
	for (int i = 0; i < poster->lanes_count; i++) {
		curl_easy_cleanup(poster->lanes[i].easy);
		curl_slist_free_all(poster->lanes[i].headers);
	}
	if (poster->multi)
		curl_multi_cleanup(poster->multi);
	mem_free(poster->lanes);
	mem_free(poster);
}

static struct curl_slist *list_headers(const struct post *post)
{
	/* A large body is sent at once, without asking first. */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; i < POST_HEADERS_MAX && post->headers[i]; i++)
		list = curl_slist_append(list, post->headers[i]);
	return list;
}

static int start_post(struct lane *lane)
{
	CURL *easy = lane->easy;
	const struct post *post = lane->post;
	CURLcode bad = CURLE_OK;

	curl_slist_free_all(lane->headers);
	lane->headers = list_headers(post);
	lane->given = 0;
	bad |= curl_easy_setopt(easy, CURLOPT_URL, post->url);
	bad |= curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lane->headers);
	bad |= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
				(curl_off_t)post->body.len);
	if (bad != CURLE_OK || curl_multi_add_handle(lane->poster->multi, easy))
		return -1;
	lane->poster->busy++;
	return 0;
}

/* Take the next post of the round, if there is one and time for it. */
static void start_next(struct lane *lane)
{
	struct poster *poster = lane->poster;

	lane->post = NULL;
	if (poster->stop_at && clock_monotonic() >= poster->stop_at)
		return;
	while (poster->next < poster->count) {
		lane->post = &poster->posts[poster->next++];
		if (start_post(lane) == 0)
			return;
		lane->post->outcome = POST_UNREACHED;
		lane->post = NULL;
	}
}

/* Nothing can have arrived when no byte of the request went out. */
static void judge(const struct lane *lane, CURLcode result)
{
	struct post *post = lane->post;
	curl_off_t retry_after = 0;
	long status = 0;
	long sent = 0;

	curl_easy_getinfo(lane->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(lane->easy, CURLINFO_RETRY_AFTER, &retry_after);
	curl_easy_getinfo(lane->easy, CURLINFO_REQUEST_SIZE, &sent);
	post->status = (int)status;
	post->retry_after = retry_after;
	if (result == CURLE_OK && !http_status_is_lost(post->status))
		post->outcome = POST_ANSWERED;
	else
		post->outcome = sent > 0 ? POST_LOST : POST_UNREACHED;
}

static void finish_done(struct poster *poster)
{
	int left = 0;
	CURLMsg *done = NULL;

	while ((done = curl_multi_info_read(poster->multi, &left))) {
		char *context = NULL;

		if (done->msg != CURLMSG_DONE)
			continue;
		CURLcode result = done->data.result;

		curl_easy_getinfo(done->easy_handle, CURLINFO_PRIVATE, &context);
		struct lane *lane = (struct lane *)(void *)context;

		curl_multi_remove_handle(poster->multi, lane->easy);
		poster->busy--;
		judge(lane, result);
		start_next(lane);
	}
}

static void begin_round(struct poster *poster, struct post *posts, size_t count,
			int64_t budget_millis)
{
	poster->posts = posts;
	poster->count = count;
	poster->next = 0;
	poster->stop_at = budget_millis ? clock_monotonic() + budget_millis * 1000 : 0;
	for (size_t i = 0; i < count; i++) {
		posts[i].outcome = POST_NOT_TRIED;
		posts[i].status = 0;
		posts[i].retry_after = 0;
		posts[i].answer = strbuf_new(POST_ANSWER_MAX + 1);
	}
}

void poster_run(struct poster *poster, struct post *posts, size_t count,
		int64_t budget_millis)
{
	begin_round(poster, posts, count, budget_millis);
	for (int i = 0; i < poster->lanes_count; i++)
		start_next(&poster->lanes[i]);
	while (poster->busy > 0) {
		int running = 0;

		curl_multi_perform(poster->multi, &running);
		finish_done(poster);
		if (poster->busy > 0)
			curl_multi_poll(poster->multi, NULL, 0, 1000, NULL);
	}
}
