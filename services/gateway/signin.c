/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a session is carried and when it ends. Only the hash of a token is stored:
 * whoever reads the table cannot sign in with it.
 */
#include "gateway/signin.h"

#include <sodium.h>

#include "gateway/store.h"
#include "sys/uuid_new.h"

static const char *cookie_name(const struct gateway *gateway)
{
	return gateway->knobs->https ? "__Host-beurt" : "beurt";
}

static void hash_token(const char *token, char ret_hash[HASH_TEXT])
{
	unsigned char hash[32];
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)token,
			   TOKEN_TEXT - 1, NULL, 0);
	sodium_bin2hex(ret_hash, HASH_TEXT, hash, sizeof(hash));
}

static bool read_token(const struct gateway *gateway, const struct request *req,
		       char ret_hash[HASH_TEXT])
{
	char token[TOKEN_TEXT];
	if (!request_cookie(req, cookie_name(gateway), token, sizeof(token)))
		return false;
	for (size_t i = 0; i < TOKEN_TEXT - 1; i++)
		if (token[i] == '\0')
			return false;
	hash_token(token, ret_hash);
	sodium_memzero(token, sizeof(token));
	return true;
}

static int begin_for(struct gateway *gateway, const char *hash, struct tx **ret_tx,
		     struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.session", hash, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

int signin_token(const struct gateway *gateway, const struct request *req,
		 char ret_hash[HASH_TEXT], struct err *err)
{
	if (read_token(gateway, req, ret_hash))
		return 0;
	return err_set_code(err, ERR_DENIED, "NOT_SIGNED_IN", "sign in first");
}

int signin_find(struct gateway *gateway, const struct request *req,
		struct subject *ret_subject, struct err *err)
{
	struct session_time time = {
		.now = clock_now(gateway->wall),
		.idle_seconds = gateway->knobs->session_idle_minutes * 60,
	};
	char hash[HASH_TEXT];
	if (signin_token(gateway, req, hash, err) < 0)
		return -1;
	return store_session_find(gateway->portal, hash, time, ret_subject, err);
}

int signin_open(struct gateway *gateway, struct subject *subject, struct reply *reply,
		struct err *err)
{
	char token[TOKEN_TEXT];
	int64_t lifetime = gateway->knobs->session_hours * 3600;
	token_new(token);
	hash_token(token, subject->token_hash);
	struct instant now = clock_now(gateway->wall);
	subject->expires_at = instant_add_seconds(now, lifetime);
	AUTO(tx) *tx = NULL;
	if (begin_for(gateway, subject->token_hash, &tx, err) < 0 ||
	    store_session_add(tx, subject, now, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	/* Parties come from links in messages, and are signed in when they arrive. */
	reply_header(reply, "Set-Cookie",
		     "%s=%s; Path=/; Max-Age=%lld; HttpOnly; "
		     "SameSite=%s%s",
		     cookie_name(gateway), token, (long long)lifetime,
		     role_is_party(subject->role) ? "Lax" : "Strict",
		     gateway->knobs->https ? "; Secure" : "");
	sodium_memzero(token, sizeof(token));
	return 0;
}

int signin_close(struct gateway *gateway, const struct request *req, struct reply *reply,
		 struct err *err)
{
	char hash[HASH_TEXT];
	reply_header(reply, "Set-Cookie",
		     "%s=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict%s",
		     cookie_name(gateway), gateway->knobs->https ? "; Secure" : "");
	if (!read_token(gateway, req, hash))
		return 0;
	AUTO(tx) *tx = NULL;
	if (begin_for(gateway, hash, &tx, err) < 0 ||
	    store_session_remove(tx, hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int signin_audit(struct gateway *gateway, const struct request *req, const char *actor,
		 const char *result, struct err *err)
{
	struct audit audit = {
		.dealer = "-",
		.actor = actor,
		.action = "login",
		.result = result,
		.trace = request_trace(req),
	};
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    store_audit_add(tx, &audit, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}
