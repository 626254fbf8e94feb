/* SPDX-License-Identifier: Apache-2.0 */
/* Hides libcrypto's ways of making and using a key. */
#include "notification/push/curve.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#include "base/mem.h"

#define CURVE_NAME    "prime256v1"
#define DER_SIGNATURE 80
#define HALF          32

struct curve_key {
	EVP_PKEY *pair;
	unsigned char point[CURVE_POINT];
};

static int refuse(struct err *err, const char *what)
{
	return err_set(err, ERR_INVALID, "%s is no key of the curve P-256", what);
}

/* The public point that belongs to a private number. */
static bool point_of(const BIGNUM *number, unsigned char ret_point[CURVE_POINT])
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	EC_POINT *point = group ? EC_POINT_new(group) : NULL;
	const BIGNUM *order = group ? EC_GROUP_get0_order(group) : NULL;
	bool is_ok = point && order && !BN_is_zero(number) && BN_cmp(number, order) < 0 &&
		     EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1 &&
		     EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED,
					ret_point, CURVE_POINT, NULL) == CURVE_POINT;

	EC_POINT_free(point);
	EC_GROUP_free(group);
	return is_ok;
}

/* number NULL: a public key alone. */
static EVP_PKEY *make_key(const BIGNUM *number, const unsigned char point[CURVE_POINT])
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;
	int selection = number ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;

	if (build && context &&
	    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, CURVE_NAME,
					    0) &&
	    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point,
					     CURVE_POINT) &&
	    (!number || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, number)))
		params = OSSL_PARAM_BLD_to_param(build);
	if (params && (EVP_PKEY_fromdata_init(context) != 1 ||
		       EVP_PKEY_fromdata(context, &key, selection, params) != 1))
		key = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(context);
	return key;
}

int curve_key_open(const unsigned char bytes[CURVE_PRIVATE], struct curve_key **ret_key,
		   struct err *err)
{
	AUTO(curve_key) *key = mem_alloc(sizeof(*key));
	BIGNUM *number = BN_bin2bn(bytes, CURVE_PRIVATE, NULL);

	if (number && point_of(number, key->point))
		key->pair = make_key(number, key->point);
	BN_clear_free(number);
	if (!key->pair)
		return refuse(err, "the private number");
	*ret_key = TAKE(key);
	return 0;
}

void curve_key_close(struct curve_key *key)
{
	if (!key)
		return;
	EVP_PKEY_free(key->pair);
	mem_free(key);
}

void curve_key_point(const struct curve_key *key, unsigned char ret_point[CURVE_POINT])
{
	memcpy(ret_point, key->point, CURVE_POINT);
}

static int derive(const struct curve_key *key, EVP_PKEY *other,
		  unsigned char ret_secret[CURVE_SECRET], struct err *err)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->pair, NULL);
	size_t len = CURVE_SECRET;
	bool is_ok = context && EVP_PKEY_derive_init(context) == 1 &&
		     EVP_PKEY_derive_set_peer(context, other) == 1 &&
		     EVP_PKEY_derive(context, ret_secret, &len) == 1 &&
		     len == CURVE_SECRET;

	EVP_PKEY_CTX_free(context);
	return is_ok ? 0 : refuse(err, "the other side's");
}

int curve_share(const struct curve_key *key, const unsigned char other[CURVE_POINT],
		unsigned char ret_secret[CURVE_SECRET], struct err *err)
{
	EVP_PKEY *peer = make_key(NULL, other);

	if (!peer)
		return refuse(err, "the other side's");
	int failed = derive(key, peer, ret_secret, err);

	EVP_PKEY_free(peer);
	return failed;
}

/* libcrypto writes DER; JOSE wants the two numbers side by side. */
static bool flatten(const unsigned char *der, size_t len,
		    unsigned char ret_signature[CURVE_SIGNATURE])
{
	ECDSA_SIG *signature = d2i_ECDSA_SIG(NULL, &der, (long)len);
	bool is_ok =
		signature &&
		BN_bn2binpad(ECDSA_SIG_get0_r(signature), ret_signature, HALF) == HALF &&
		BN_bn2binpad(ECDSA_SIG_get0_s(signature), ret_signature + HALF, HALF) ==
			HALF;

	ECDSA_SIG_free(signature);
	return is_ok;
}

int curve_sign(const struct curve_key *key, struct slice text,
	       unsigned char ret_signature[CURVE_SIGNATURE], struct err *err)
{
	unsigned char der[DER_SIGNATURE];
	size_t len = sizeof(der);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool is_ok =
		context &&
		EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->pair) == 1 &&
		EVP_DigestSign(context, der, &len, (const unsigned char *)text.at,
			       text.len) == 1 &&
		flatten(der, len, ret_signature);

	EVP_MD_CTX_free(context);
	return is_ok ? 0 : err_set(err, ERR_BROKEN, "libcrypto does not sign");
}
