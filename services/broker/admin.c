/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a caller of the deleting port is told. A request that does not read as one
 * ends its connection. One thread serves all callers in turn: they come seldom.
 */
#include "broker/admin.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/mem.h"
#include "broker/control.h"
#include "broker/options.h"
#include "broker/wire.h"

#define MAX_FRAME    (256u << 10)
#define LOOK_MILLIS  200
#define NODE         1
#define API_METADATA 3
#define API_VERSIONS 18
#define API_DELETE   21

enum code {
	NO_ERROR = 0,
	OUT_OF_RANGE = 1,
	UNKNOWN_PARTITION = 3,
	TIMED_OUT = 7,
	UNSUPPORTED = 35,
};

static bool read_all(int line, void *into, size_t size)
{
	return recv(line, into, size, MSG_WAITALL) == (ssize_t)size;
}

static void tell_versions(struct wire *out, int64_t version)
{
	static const int keys[] = { API_METADATA, API_VERSIONS, API_DELETE };

	wire_put(out, version > 0 ? UNSUPPORTED : NO_ERROR, 2);
	wire_put(out, COUNT_OF(keys), 4);
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		wire_put(out, keys[i], 2);
		wire_put(out, 0, 2);
		wire_put(out, 0, 2);
	}
}

static void tell_topic(const struct admin *admin, struct wire *in, struct wire *out)
{
	char name[MAX_TOPIC_NAME];
	struct err err = { 0 };
	int count = 0;

	wire_get_text(in, name, sizeof(name));
	if (mock_logs_partitions(&admin->logs, name, &count, &err) < 0)
		count = 0;
	wire_put(out, count ? NO_ERROR : UNKNOWN_PARTITION, 2);
	wire_put_text(out, name);
	wire_put(out, count, 4);
	for (int i = 0; i < count; i++) {
		wire_put(out, NO_ERROR, 2);
		wire_put(out, i, 4);
		wire_put(out, NODE, 4);
		for (int list = 0; list < 2; list++) { /* replicas, those in sync */
			wire_put(out, 1, 4);
			wire_put(out, NODE, 4);
		}
	}
}

static void tell_metadata(const struct admin *admin, struct wire *in, struct wire *out)
{
	int64_t count = wire_get(in, 4);

	wire_put(out, 1, 4);
	wire_put(out, NODE, 4);
	wire_put_text(out, "127.0.0.1");
	wire_put(out, admin->port, 4);
	wire_put(out, count, 4);
	for (int64_t i = 0; i < count && !in->bad; i++)
		tell_topic(admin, in, out);
}

static int code_of(const struct err *err)
{
	if (err->kind == ERR_ABSENT)
		return UNKNOWN_PARTITION;
	return err->kind == ERR_INVALID ? OUT_OF_RANGE : TIMED_OUT;
}

static void delete_of_partition(const struct admin *admin, const char *topic,
				struct wire *in, struct wire *out)
{
	struct err err = { 0 };
	int partition = (int)wire_get(in, 4);
	int64_t until = wire_get(in, 8);
	int64_t low = -1;
	int code = NO_ERROR;

	if (in->bad)
		return;
	if (until < 0)
		code = OUT_OF_RANGE;
	else if (mock_logs_drop(&admin->logs, topic, partition, until, &low, &err) < 0)
		code = code_of(&err);
	wire_put(out, partition, 4);
	wire_put(out, low, 8);
	wire_put(out, code, 2);
}

static void delete_records(const struct admin *admin, struct wire *in, struct wire *out)
{
	int64_t topics = wire_get(in, 4);

	wire_put(out, 0, 4); /* throttled so long */
	wire_put(out, topics, 4);
	for (int64_t i = 0; i < topics && !in->bad; i++) {
		char name[MAX_TOPIC_NAME];
		wire_get_text(in, name, sizeof(name));
		int64_t partitions = wire_get(in, 4);
		wire_put_text(out, name);
		wire_put(out, partitions, 4);
		for (int64_t at = 0; at < partitions && !in->bad; at++)
			delete_of_partition(admin, name, in, out);
	}
}

/* False ends the connection. */
static bool answer(const struct admin *admin, struct wire *in, struct wire *out)
{
	char client[256];
	int64_t key = wire_get(in, 2);
	int64_t version = wire_get(in, 2);

	wire_put(out, wire_get(in, 4), 4); /* which request this is of */
	wire_get_text(in, client, sizeof(client));
	if (in->bad || (version > 0 && key != API_VERSIONS))
		return false;
	if (key == API_VERSIONS)
		tell_versions(out, version);
	else if (key == API_METADATA)
		tell_metadata(admin, in, out);
	else if (key == API_DELETE)
		delete_records(admin, in, out);
	else
		return false;
	return !in->bad && !out->bad;
}

static bool send_frame(int line, unsigned char *frame, size_t size)
{
	uint32_t wanted = htonl((uint32_t)(size - 4));

	memcpy(frame, &wanted, 4);
	return send(line, frame, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static bool serve(const struct admin *admin, int line)
{
	uint32_t size = 0;

	if (!read_all(line, &size, sizeof(size)))
		return false;
	size = ntohl(size);
	if (size > MAX_FRAME)
		return false;
	unsigned char *frame = mem_alloc(size + 1);
	unsigned char *reply = mem_alloc(MAX_FRAME);
	struct wire in = { .at = frame, .end = frame + size };
	struct wire out = { .at = reply + 4, .end = reply + MAX_FRAME };
	bool served = read_all(line, frame, size) && answer(admin, &in, &out) &&
		      send_frame(line, reply, (size_t)(out.at - reply));
	mem_free(frame);
	mem_free(reply);
	return served;
}

static void let_in(struct admin *admin)
{
	struct timeval patience = { .tv_sec = 5 };
	int line = accept4(admin->listener, NULL, NULL, SOCK_CLOEXEC);

	for (size_t i = 0; line >= 0 && i < ADMIN_CALLERS; i++) {
		if (admin->callers[i] >= 0)
			continue;
		setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		admin->callers[i] = line;
		return;
	}
	if (line >= 0)
		close(line);
}

static void run(void *context)
{
	struct admin *admin = context;
	struct pollfd waiting[ADMIN_CALLERS + 1];

	while (!atomic_load(&admin->enough)) {
		for (size_t i = 0; i < ADMIN_CALLERS; i++)
			waiting[i] = (struct pollfd){ admin->callers[i], POLLIN, 0 };
		waiting[ADMIN_CALLERS] = (struct pollfd){ admin->listener, POLLIN, 0 };
		poll(waiting, ADMIN_CALLERS + 1, LOOK_MILLIS);
		for (size_t i = 0; i < ADMIN_CALLERS; i++) {
			if (!waiting[i].revents || serve(admin, admin->callers[i]))
				continue;
			close(admin->callers[i]);
			admin->callers[i] = -1;
		}
		if (waiting[ADMIN_CALLERS].revents)
			let_in(admin);
	}
}

int admin_start(struct admin *admin, struct mock_logs logs, uint16_t port,
		struct err *err)
{
	*admin = (struct admin){ .logs = logs, .port = port, .listener = -1 };
	for (size_t i = 0; i < ADMIN_CALLERS; i++)
		admin->callers[i] = -1;
	if (!port)
		return 0;
	if (control_listen(port, &admin->listener, err) < 0)
		return -1;
	return thread_start(&admin->thread, "admin", run, admin, err);
}

void admin_stop(struct admin *admin)
{
	atomic_store(&admin->enough, true);
	thread_join(&admin->thread);
	for (size_t i = 0; i < ADMIN_CALLERS; i++)
		if (admin->callers[i] >= 0)
			close(admin->callers[i]);
	if (admin->listener >= 0)
		close(admin->listener);
}
