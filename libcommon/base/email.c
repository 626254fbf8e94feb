/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mailable part of RFC 5321: a dot-atom, '@' and a host name.
 *
 * Stricter than the standard on purpose (comments, quoting and address literals are
 * typing errors in a garage's file), and without asking the DNS. A single-label domain is
 * accepted for two letters only: ICANN forbids dotless mail on generic top-level domains
 * (resolution of 13 August 2013), country-code domains are free to have it.
 */
#include "base/email.h"

#include <string.h>

enum { MAX_LOCAL = 64, MAX_DOMAIN = 253, MAX_LABEL = 63, MAX_ADDRESS = 254 };

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_atom_character(char c)
{
	return is_alphanumeric(c) ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool is_dot_atom(struct slice local)
{
	char before = '.';

	if (local.len == 0 || local.len > MAX_LOCAL)
		return false;
	for (size_t i = 0; i < local.len; i++) {
		char c = local.at[i];

		if (c == '.' ? before == '.' : !is_atom_character(c))
			return false;
		before = c;
	}
	return before != '.';
}

static bool is_label(struct slice label)
{
	if (label.len == 0 || label.len > MAX_LABEL)
		return false;
	if (label.at[0] == '-' || label.at[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len; i++) {
		if (!is_alphanumeric(label.at[i]) && label.at[i] != '-')
			return false;
	}
	return true;
}

/* Top-level domains begin with a letter; with a digit it would be an IP address. */
static bool is_top_level(struct slice label)
{
	return label.at[0] < '0' || label.at[0] > '9';
}

static bool is_host_name(struct slice domain)
{
	struct slice rest = domain;
	size_t labels = 0;

	if (domain.len == 0 || domain.len > MAX_DOMAIN)
		return false;
	for (;;) {
		const char *dot = memchr(rest.at, '.', rest.len);
		size_t len = dot == NULL ? rest.len : (size_t)(dot - rest.at);

		if (!is_label((struct slice){ rest.at, len }))
			return false;
		labels++;
		if (dot == NULL)
			break;
		rest.at += len + 1;
		rest.len -= len + 1;
	}
	return is_top_level(rest) && (labels > 1 || rest.len == 2);
}

bool email_is_mailable_n(struct slice address)
{
	const char *at = address.len > 0 ? memchr(address.at, '@', address.len) : NULL;
	size_t local_len;

	if (at == NULL || address.len > MAX_ADDRESS)
		return false;
	local_len = (size_t)(at - address.at);
	return is_dot_atom((struct slice){ address.at, local_len }) &&
	       is_host_name((struct slice){ at + 1, address.len - local_len - 1 });
}

bool email_is_mailable(const char *address)
{
	return email_is_mailable_n(slice_of(address));
}

bool email_normalise(const char *address, char ret_text[EMAIL_TEXT])
{
	struct slice trimmed = slice_trim(slice_of(address));
	bool in_domain = false;

	if (!email_is_mailable_n(trimmed))
		return false;
	for (size_t i = 0; i < trimmed.len; i++) {
		char c = trimmed.at[i];

		in_domain = in_domain || c == '@';
		ret_text[i] =
			in_domain && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	ret_text[trimmed.len] = '\0';
	return true;
}
