/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses by libunistring (letters) and libidn2 (domains). */
#include "text/address.h"

#include <ctype.h>
#include <idn2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/text.h"

static int invalid(struct err *err)
{
	return err_set_code(err, ERR_INVALID, "ADDRESS_INVALID",
			    "this is no e-mail address we can write to: "
			    "naam@voorbeeld.nl");
}

static struct slice trimmed(const char *text)
{
	size_t len;

	while (isspace((unsigned char)*text))
		text++;
	len = strlen(text);
	while (len > 0 && isspace((unsigned char)text[len - 1]))
		len--;
	return (struct slice){ text, len };
}

static void keep(char *into, const char *text, size_t len)
{
	memcpy(into, text, len);
	into[len] = '\0';
}

/* The domain as the DNS has it, behind what `into` holds. */
static int add_domain(const char *domain, char into[EMAIL_TEXT])
{
	size_t at = strlen(into), len;
	uint8_t *ascii = NULL;

	if (idn2_lookup_u8((const uint8_t *)domain, &ascii,
			   IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
		return -1;
	len = strlen((const char *)ascii);
	if (at + len < EMAIL_TEXT)
		keep(into + at, (const char *)ascii, len);
	idn2_free(ascii);
	return at + len < EMAIL_TEXT ? 0 : -1;
}

/* Lower case in NFC, as far as it fits. */
static int lower(struct slice local, char into[EMAIL_TEXT])
{
	size_t len = EMAIL_TEXT - 1;
	uint8_t *low = u8_tolower((const uint8_t *)local.at, local.len, NULL, UNINORM_NFC,
				  (uint8_t *)into, &len);
	int fits = low == (uint8_t *)into;

	if (low && !fits)
		free(low); /* lint-ok: free: the library allocated it */
	if (fits)
		into[len] = '\0';
	return fits ? 0 : -1;
}

static int read_parts(struct slice typed, struct address *address)
{
	const char *at = memrchr(typed.at, '@', typed.len);
	size_t local = at ? (size_t)(at - typed.at) : 0;

	if (!at || typed.len >= EMAIL_TEXT || !text_is_clean(typed))
		return -1;
	keep(address->typed, typed.at, typed.len);
	keep(address->mail, typed.at, local + 1);
	if (lower((struct slice){ typed.at, local + 1 }, address->key) < 0)
		return -1;
	if (add_domain(address->typed + local + 1, address->mail) < 0)
		return -1;
	return add_domain(address->typed + local + 1, address->key);
}

int address_read(const char *typed, struct address *ret_address, struct err *err)
{
	*ret_address = (struct address){ .key = "" };
	if (!typed || read_parts(trimmed(typed), ret_address) < 0 ||
	    !email_is_mailable(ret_address->mail))
		return invalid(err);
	return 0;
}

int address_fold(const char *typed, char ret_key[EMAIL_TEXT], struct err *err)
{
	struct address address;

	if (address_read(typed, &address, err) < 0)
		return -1;
	memcpy(ret_key, address.key, EMAIL_TEXT);
	return 0;
}
