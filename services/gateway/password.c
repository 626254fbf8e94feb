/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the cost of a password check and that an unknown user costs the same. Every
 * check takes tens of mebibytes, so only so many run at a time; some wait, and who comes
 * when that many do is told to come back, so that a flood of log-ins keeps no workers.
 */
#include "gateway/password.h"

#include <sodium.h>
#include <string.h>

#include "sys/thread.h"

#define PASSES       2 /* OWASP: m = 46 MiB goes with t = 1 or more */
#define WAITING_MOST 16

struct passwords {
	struct mutex lock;
	struct cond turn;
	int free;
	int waiting;
	size_t bytes;
	char nobody[PASSWORD_HASH_TEXT]; /* hash of a password nobody has */
};

static const char *const USUAL[] = {
	"password",  "wachtwoord", "12345678",    "123456789", "1234567890",
	"qwertyui",  "qwerty123",  "welkom01",    "welkom123", "welkom2026",
	"iloveyou",  "password1",  "password123", "geheim123", "autobedrijf",
	"garage123", "beurt123",   "00000000",    "11111111",  "abcd1234",
};

static int take_turn(struct passwords *passwords, struct err *err)
{
	MUTEX_HOLD(&passwords->lock);
	if (passwords->free == 0 && passwords->waiting == WAITING_MOST)
		return err_set_code(err, ERR_LATER, "BUSY",
				    "too many log in at this moment; wait a moment");
	passwords->waiting++;
	while (passwords->free == 0)
		cond_wait(&passwords->turn, &passwords->lock);
	passwords->waiting--;
	passwords->free--;
	return 0;
}

static void end_turn(struct passwords *passwords)
{
	MUTEX_HOLD(&passwords->lock);
	passwords->free++;
	cond_wake_one(&passwords->turn);
}

static int make_hash(struct passwords *passwords, const char *password,
		     char ret_hash[PASSWORD_HASH_TEXT], struct err *err)
{
	_Static_assert(PASSWORD_HASH_TEXT >= crypto_pwhash_STRBYTES, "room for a hash");
	if (take_turn(passwords, err) < 0)
		return -1;
	int failed = crypto_pwhash_str(ret_hash, password, strlen(password), PASSES,
				       passwords->bytes);
	end_turn(passwords);
	if (failed)
		return err_set(err, ERR_LATER, "no memory to hash a password");
	return 0;
}

int passwords_open(size_t mebibytes, int at_once, struct passwords **ret, struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_BROKEN, "libsodium does not start");
	struct passwords *passwords = mem_alloc(sizeof(*passwords));
	char unguessable[65];
	unsigned char bytes[32];
	mutex_init(&passwords->lock);
	cond_init(&passwords->turn);
	passwords->free = at_once;
	passwords->bytes = mebibytes * 1024 * 1024;
	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2hex(unguessable, sizeof(unguessable), bytes, sizeof(bytes));
	if (make_hash(passwords, unguessable, passwords->nobody, err) < 0) {
		passwords_close(passwords);
		return -1;
	}
	*ret = passwords;
	return 0;
}

void passwords_close(struct passwords *passwords)
{
	if (!passwords)
		return;
	cond_done(&passwords->turn);
	mutex_done(&passwords->lock);
	mem_free(passwords);
}

int password_hash(struct passwords *passwords, const char *password,
		  char ret_hash[PASSWORD_HASH_TEXT], struct err *err)
{
	if (strlen(password) < PASSWORD_LEAST)
		return err_set_code(err, ERR_INVALID, "PASSWORD_SHORT",
				    "a password needs at least %d characters",
				    PASSWORD_LEAST);
	for (size_t i = 0; i < COUNT_OF(USUAL); i++)
		if (strcmp(USUAL[i], password) == 0)
			return err_set_code(err, ERR_INVALID, "PASSWORD_USUAL",
					    "this password is one of the first guessed");
	return make_hash(passwords, password, ret_hash, err);
}

int password_check(struct passwords *passwords, const char *hash, const char *password,
		   struct password_verdict *ret_verdict, struct err *err)
{
	struct password_verdict verdict = { false, false };
	const char *against = hash ? hash : passwords->nobody;
	if (take_turn(passwords, err) < 0)
		return -1;
	verdict.right =
		crypto_pwhash_str_verify(against, password, strlen(password)) == 0 &&
		hash;
	end_turn(passwords);
	verdict.outdated = verdict.right && crypto_pwhash_str_needs_rehash(
						    hash, PASSES, passwords->bytes) != 0;
	*ret_verdict = verdict;
	return 0;
}
