/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a token is looked up: by its SHA-256, before any dealer is known.
 */
#include "gateway/customer_link.h"

#include <sodium.h>
#include <string.h>

#include "gateway/store_inspection.h"

static void hash_token(const char *token, char ret_hash[HASH_TEXT])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, (const unsigned char *)token, strlen(token));
	sodium_bin2hex(ret_hash, HASH_TEXT, hash, sizeof(hash));
}

int link_begin(struct gateway *gateway, const char *token, struct tx **ret_tx,
	       struct link_target *ret_target, struct err *err)
{
	char hash[HASH_TEXT];
	struct link_target target;
	AUTO(tx) *tx = NULL;
	hash_token(token, hash);
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.link", hash, err) < 0 ||
	    store_link_find(tx, hash, &target, err) < 0 ||
	    tx_set_local(tx, "app.dealer", target.dealer, err) < 0)
		return -1;
	*ret_target = target;
	*ret_tx = TAKE(tx);
	return 0;
}
