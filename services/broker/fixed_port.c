/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bind() of this program, which librdkafka's call resolves to. The wanted port is the one
 * piece of state that cannot be a parameter: the caller in between is a library.
 */
#include "broker/fixed_port.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic uint16_t wanted_port; /* host order; 0 = leave bind() alone */

static int bind_really(int fd, const struct sockaddr_in *address)
{
	return (int)syscall(SYS_bind, fd, address, sizeof(*address));
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	uint16_t port = atomic_load(&wanted_port);
	struct sockaddr_in fixed;

	if (!port || address->sa_family != AF_INET || size < sizeof(fixed))
		return (int)syscall(SYS_bind, fd, address, size);
	memcpy(&fixed, address, sizeof(fixed));
	if (fixed.sin_port)
		return bind_really(fd, &fixed);
	/* After a crash the old port lingers in TIME_WAIT; a restart may take it. */
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
	fixed.sin_port = htons(port);
	return bind_really(fd, &fixed);
}

int fixed_port_check(uint16_t port, struct err *err)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
				    .sin_port = htons(port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int answer;

	if (fd < 0)
		return err_set(err, ERR_BROKEN, "no socket: %s", strerrordesc_np(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
	answer = bind_really(fd, &here);
	close(fd);
	if (!answer)
		return 0;
	return err_set_code(err, ERR_CONFLICT, "PORT_TAKEN",
			    "port %u of 127.0.0.1 is taken; stop what listens there or "
			    "choose another with --port",
			    port);
}

void fixed_port_begin(uint16_t port)
{
	atomic_store(&wanted_port, port);
}

void fixed_port_end(void)
{
	atomic_store(&wanted_port, 0);
}
