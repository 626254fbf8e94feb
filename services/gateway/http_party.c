/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A party's own account: who it is, its address and its password.
 */
#include <string.h>

#include "gateway/http_party.h"
#include "gateway/thing.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/store_party.h"
#include "gen/body_party.h"
#include "gen/body_party_email.h"
#include "gen/body_party_password.h"
#include "gen/party_change.h"
#include "gen/party_change_email.h"

static struct asking asking_of(void *service, struct request *req, struct reply *reply)
{
	return (struct asking){
		.gateway = service,
		.req = req,
		.reply = reply,
		.id = access_subject(req)->user,
		.write = store_party_write,
	};
}

int http_get_party(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	return reply_thing(service, req, reply, &access_subject(req)->user,
			   store_party_write, err);
}

int http_put_party(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_party_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &party_change_type, err) < 0)
		return -1;
	const struct body_party *body = decoded;
	struct party_change msg = {
		COMMAND_FIELDS(&asking.command),
		.party_id = asking.id.text,
		.expected_version = body->expected_version,
		.has_expected_version = body->has_expected_version,
		.name = body->name,
		.phone = body->phone,
		.company = body->company,
		.street = body->street,
		.postcode = body->postcode,
		.city = body->city,
		.country = body->country,
		.language = body->language,
	};
	return asking_end(&asking, &msg, err);
}

int http_put_party_email(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct asking asking = asking_of(service, req, reply);
	const void *decoded;
	if (request_msg(req, &body_party_email_type, &decoded, err) < 0 ||
	    asking_begin_new(&asking, &party_change_email_type, err) < 0)
		return -1;
	const struct body_party_email *body = decoded;
	struct party_change_email msg = {
		COMMAND_FIELDS(&asking.command),
		.party_id = asking.id.text,
		.email = body->email,
	};
	return asking_end(&asking, &msg, err);
}

static int load_password(struct gateway *gateway, const struct request *req,
			 char ret_hash[PASSWORD_HASH_TEXT], struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_party_password(tx, &access_subject(req)->user, ret_hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* Whoever has a password shows that they know it; the first is chosen after a link. */
static int check_current(struct gateway *gateway, const struct request *req,
			 const char *current, struct err *err)
{
	char hash[PASSWORD_HASH_TEXT];
	struct password_verdict verdict;
	if (limiter_take(gateway->limiter, req, access_subject(req)->login, err) < 0 ||
	    load_password(gateway, req, hash, err) < 0)
		return -1;
	if (!hash[0])
		return 0;
	if (password_check(gateway->passwords, hash, current ? current : "", &verdict,
			   err) < 0)
		return -1;
	if (!verdict.right)
		return err_set_code(err, ERR_DENIED, "WRONG_PASSWORD",
				    "the current password is not right");
	return 0;
}

/* The other sessions of the party end with it. */
static int save_password(struct gateway *gateway, const struct request *req,
			 const char *hash, struct err *err)
{
	const struct subject *subject = access_subject(req);
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_party_set_password(tx, &subject->user, hash, err) < 0 ||
	    store_party_end_sessions(tx, &subject->user, subject->token_hash, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int party_choose_password(struct gateway *gateway, const struct request *req,
			  const char *current, const char *password, struct err *err)
{
	char hash[PASSWORD_HASH_TEXT];
	if (check_current(gateway, req, current, err) < 0)
		return -1;
	if (password_hash(gateway->passwords, password, hash, err) < 0)
		return err->kind == ERR_INVALID
			       ? err_set_code(err, ERR_INVALID, "PASSWORD_WEAK",
					      "/password is too short, or one of the "
					      "usual ones")
			       : -1;
	return save_password(gateway, req, hash, err);
}

int http_put_party_password(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	const void *decoded;
	if (request_msg(req, &body_party_password_type, &decoded, err) < 0)
		return -1;
	const struct body_party_password *body = decoded;
	reply_status(reply, 204);
	return party_choose_password(service, req, body->current, body->password, err);
}
