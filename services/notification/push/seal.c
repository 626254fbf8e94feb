/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps of RFC 8291 section 3.4, with libcrypto's HKDF and AES-128-GCM. One record
 * holds all: the text, the octet that ends the last record, no padding.
 */
#include "notification/push/seal.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>
#include <string.h>

#include "base/mem.h"
#include "notification/push/curve.h"

#define RECORD_SIZE 4096
#define KEY_INFO    "WebPush: info"
#define CEK_INFO    "Content-Encoding: aes128gcm"
#define NONCE_INFO  "Content-Encoding: nonce"
#define IKM_LEN     32
#define CEK_LEN     16
#define NONCE_LEN   12
#define TAG_LEN     16
#define LAST_RECORD 2

static int read_bytes(const char *text, unsigned char *into, size_t wanted)
{
	size_t len = 0;

	return sodium_base642bin(into, wanted, text, strlen(text), NULL, &len, NULL,
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
			       len == wanted
		       ? 0
		       : -1;
}

/* Some browsers' libraries write the padding. */
static void unpad(const char *text, char *into, size_t size)
{
	size_t len = strcspn(text, "=");

	if (len >= size)
		len = size - 1;
	memcpy(into, text, len);
	into[len] = '\0';
}

int push_reader_from(const char *p256dh, const char *auth, struct push_reader *ret_reader,
		     struct err *err)
{
	struct push_reader reader;
	char text[120];

	unpad(p256dh, text, sizeof(text));
	if (read_bytes(text, reader.point, PUSH_POINT) < 0 || reader.point[0] != 4)
		return err_set_code(err, ERR_INVALID, "PUSH_KEY_INVALID",
				    "p256dh must be %d octets, base64url", PUSH_POINT);
	unpad(auth, text, sizeof(text));
	if (read_bytes(text, reader.auth, PUSH_AUTH) < 0)
		return err_set_code(err, ERR_INVALID, "PUSH_KEY_INVALID",
				    "auth must be %d octets, base64url", PUSH_AUTH);
	*ret_reader = reader;
	return 0;
}

int push_once_new(struct push_once *ret_once, struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_BROKEN, "libsodium does not start");
	randombytes_buf(ret_once->salt, PUSH_SALT);
	randombytes_buf(ret_once->key, PUSH_PRIVATE);
	/* Below the curve's order, whose first octets are all ones. */
	ret_once->key[0] &= 0x7F;
	return 0;
}

struct hkdf_input {
	struct slice secret;
	struct slice salt;
	struct slice info;
};

static OSSL_PARAM octets(const char *name, struct slice bytes)
{
	union {
		const char *in;
		void *out;
	} at = { .in = bytes.at }; /* libcrypto does not write to it */

	return OSSL_PARAM_construct_octet_string(name, at.out, bytes.len);
}

static int hkdf(const struct hkdf_input *from, unsigned char *into, size_t len,
		struct err *err)
{
	char digest[] = "SHA256";
	const OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
		octets(OSSL_KDF_PARAM_KEY, from->secret),
		octets(OSSL_KDF_PARAM_SALT, from->salt),
		octets(OSSL_KDF_PARAM_INFO, from->info),
		OSSL_PARAM_construct_end(),
	};
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *context = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	bool is_ok = context && EVP_KDF_derive(context, into, len, params) == 1;

	EVP_KDF_CTX_free(context);
	EVP_KDF_free(kdf);
	return is_ok ? 0 : err_set(err, ERR_BROKEN, "libcrypto has no HKDF");
}

static struct slice bytes_of(const unsigned char *bytes, size_t len)
{
	return (struct slice){ (const char *)bytes, len };
}

/* The words of an info end in a zero octet, which their literal has. */
#define INFO(words) ((struct slice){ words, sizeof(words) })

struct sealing {
	unsigned char own[CURVE_POINT];
	unsigned char cek[CEK_LEN];
	unsigned char nonce[NONCE_LEN];
};

static int derive_keys(const struct push_once *once, const unsigned char ikm[IKM_LEN],
		       struct sealing *sealing, struct err *err)
{
	struct hkdf_input from = { .secret = bytes_of(ikm, IKM_LEN),
				   .salt = bytes_of(once->salt, PUSH_SALT),
				   .info = INFO(CEK_INFO) };

	if (hkdf(&from, sealing->cek, CEK_LEN, err) < 0)
		return -1;
	from.info = INFO(NONCE_INFO);
	return hkdf(&from, sealing->nonce, NONCE_LEN, err);
}

static int prepare(const struct push_reader *to, const struct push_once *once,
		   struct sealing *ret_sealing, struct err *err)
{
	AUTO(curve_key) *key = NULL;
	unsigned char secret[CURVE_SECRET];
	unsigned char ikm[IKM_LEN];
	unsigned char info[sizeof(KEY_INFO) + 2 * CURVE_POINT];

	if (curve_key_open(once->key, &key, err) < 0 ||
	    curve_share(key, to->point, secret, err) < 0)
		return -1;
	curve_key_point(key, ret_sealing->own);
	memcpy(info, KEY_INFO, sizeof(KEY_INFO));
	memcpy(info + sizeof(KEY_INFO), to->point, CURVE_POINT);
	memcpy(info + sizeof(KEY_INFO) + CURVE_POINT, ret_sealing->own, CURVE_POINT);
	const struct hkdf_input from = { .secret = bytes_of(secret, sizeof(secret)),
					 .salt = bytes_of(to->auth, PUSH_AUTH),
					 .info = bytes_of(info, sizeof(info)) };
	int failed = hkdf(&from, ikm, sizeof(ikm), err);

	if (failed == 0)
		failed = derive_keys(once, ikm, ret_sealing, err);
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(ikm, sizeof(ikm));
	return failed;
}

static bool encrypt(const struct sealing *sealing, const unsigned char *plain, int len,
		    unsigned char *out)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int done = 0;
	int rest = 0;
	bool is_ok = context &&
		     EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), NULL, sealing->cek,
					sealing->nonce) == 1 &&
		     EVP_EncryptUpdate(context, out, &done, plain, len) == 1 &&
		     EVP_EncryptFinal_ex(context, out + done, &rest) == 1 &&
		     EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, TAG_LEN,
					 out + len) == 1;

	EVP_CIPHER_CTX_free(context);
	return is_ok;
}

/* Salt, record size, and the point as the key's name (RFC 8188 section 2.1). */
static void write_header(const struct push_once *once, const struct sealing *sealing,
			 struct strbuf *out)
{
	static const char size[] = { 0, 0, RECORD_SIZE >> 8, 0 };

	strbuf_add_n(out, (const char *)once->salt, PUSH_SALT);
	strbuf_add_n(out, size, sizeof(size));
	strbuf_add_char(out, CURVE_POINT);
	strbuf_add_n(out, (const char *)sealing->own, CURVE_POINT);
}

int push_seal(const struct push_reader *to, const struct push_once *once,
	      struct slice plain, struct strbuf *out, struct err *err)
{
	struct sealing sealing;
	unsigned char text[PUSH_PLAIN_MAX + 1];
	unsigned char sealed[PUSH_PLAIN_MAX + 1 + TAG_LEN];

	if (plain.len > PUSH_PLAIN_MAX)
		return err_set(err, ERR_INVALID, "a message takes %d octets, not %zu",
			       PUSH_PLAIN_MAX, plain.len);
	if (prepare(to, once, &sealing, err) < 0)
		return -1;
	if (plain.len > 0)
		memcpy(text, plain.at, plain.len);
	text[plain.len] = LAST_RECORD;
	bool is_ok = encrypt(&sealing, text, (int)plain.len + 1, sealed);

	sodium_memzero(text, sizeof(text));
	if (!is_ok)
		return err_set(err, ERR_BROKEN, "libcrypto does not encrypt");
	write_header(once, &sealing, out);
	strbuf_add_n(out, (const char *)sealed, plain.len + 1 + TAG_LEN);
	return strbuf_check(out, err);
}
