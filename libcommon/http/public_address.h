/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which addresses are on the public Internet. Who lets others name a server to be asked
 * must not be led into the own network. Thread: any.
 */
#ifndef BEURT_HTTP_PUBLIC_ADDRESS_H
#define BEURT_HTTP_PUBLIC_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* False for private, loopback, link-local, multicast, documentation and reserved ranges
 * (IANA special-purpose registries), also when an IPv6 address wraps such an IPv4 one. */
bool address_is_public(const struct sockaddr *address);

#endif
