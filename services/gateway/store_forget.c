/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gateway keeps of people, and how each of it is taken out. Most of the read
 * model is told anew, or told to be gone, by the service that owns it; the rest is the
 * gateway's own: the log of commands, photos, log-ins.
 */
#include "flow/forget.h"
#include "gateway/photo_sql.h"
#include "gateway/store_erasure.h"

/* clang-format off */
static const char SQL_CLUES[] =
	"SELECT unnest(ARRAY[email, right(phone, 9), right(mobile, 9)])"
	" FROM gateway.customer WHERE dealer = $1 AND customer_id = $2::uuid"
	" UNION SELECT unnest(ARRAY[email, pending_email]) FROM gateway.party"
	"  WHERE party_id = $2::uuid"
	" UNION SELECT plate FROM gateway.vehicle WHERE dealer = $1"
	"  AND vehicle_id = ANY($3::uuid[])";

static const char SQL_COMMANDS[] = FORGET
	"UPDATE gateway.command c SET message = NULL, result = NULL, detail = NULL FROM who"
	" WHERE (c.message IS NOT NULL OR c.result IS NOT NULL OR c.detail IS NOT NULL)"
	" AND (c.dealer = who.dealer OR c.dealer = '@' || who.person)"
	" AND (c.aggregate_id = who.person::text OR c.dealer = '@' || who.person"
	" OR " FORGET_CLUED("c.message") " OR " FORGET_CLUED("c.result")
	" OR " FORGET_CLUED("c.detail") ")";

/* A photo is named by its form; forms of others that show it keep it, but for those of
 * who was erased before. This erasure is written down already (events_forget.c). */
#define FORM_OF_VERSION "gateway.inspection i WHERE i.dealer = v.dealer"                     \
	" AND i.inspection_id = v.inspection_id"
#define IS_ERASED(form) "EXISTS (SELECT FROM gateway.erasure e"                              \
	" WHERE e.dealer = " form ".dealer AND e.person_id = " form ".customer_id)"
static const char SQL_PHOTOS[] = FORGET
	"DELETE FROM gateway.photo p USING who, LATERAL ("
	" SELECT unnest(gateway.photos_named(i.draft)) AS name FROM gateway.inspection i"
	"  WHERE i.dealer = who.dealer AND i.customer_id = who.person UNION"
	" SELECT unnest(gateway.photos_named(v.whole)) FROM gateway.inspection_version v"
	"  WHERE v.dealer = who.dealer AND EXISTS (SELECT FROM " FORM_OF_VERSION
	"   AND i.customer_id = who.person)) theirs"
	" WHERE p.dealer = who.dealer AND p.sha256 = theirs.name"
	" AND NOT " PHOTO_ON_DRAFT(" AND NOT " IS_ERASED("f"))
	" AND NOT " PHOTO_ON_VERSION(" AND NOT EXISTS (SELECT FROM " FORM_OF_VERSION
		" AND " IS_ERASED("i") ")")
	" AND NOT " PHOTO_IS_LOGO;

static const char SQL_CONSENT[] = FORGET
	"DELETE FROM gateway.consent k USING who WHERE k.dealer = who.dealer"
	" AND k.customer_id = who.person";
static const char SQL_LOGIN[] = FORGET
	"DELETE FROM gateway.party_login l USING who WHERE l.party_id = who.person";
static const char SQL_LINKS[] = FORGET
	"DELETE FROM gateway.login_link l USING who WHERE l.party_id = who.person";
static const char SQL_CODES[] = FORGET
	"DELETE FROM gateway.paper_code c USING who WHERE c.tenant = '@' || who.person";
static const char SQL_SESSIONS[] = FORGET
	"DELETE FROM gateway.session s USING who WHERE s.user_id = who.person";

static const char SQL_FEEDBACK[] = FORGET
	"DELETE FROM gateway.feedback f USING who WHERE f.dealer = '@' || who.person";

/* What others wrote to the helpdesk about them. Who logs in has no garage of their own:
 * any garage's staff may have. */
static const char SQL_TOLD[] = FORGET
	"UPDATE gateway.feedback f SET text = '', screen = '',"
	" answer = CASE WHEN f.answer IS NULL THEN NULL ELSE '' END FROM who"
	" WHERE (f.dealer = who.dealer OR who.dealer = '' OR starts_with(who.dealer, '@'))"
	" AND (" FORGET_CLUED("f.text") " OR " FORGET_CLUED("f.screen")
	" OR " FORGET_CLUED("f.answer") ")";

/* That support asked, and who approved it, stays. */
static const char SQL_BREAK_GLASS[] = FORGET
	"UPDATE gateway.break_glass b SET recipient_email = '', recipient_name = '',"
	" reason = '', note = '', plate = '', plate_formatted = '',"
	" outcome = CASE b.status WHEN 'approved' THEN coalesce(b.outcome, 'absent')"
	"  ELSE b.outcome END FROM who"
	" WHERE b.recipient_email <> '' AND (" FORGET_CLUED("b.recipient_email")
	" OR " FORGET_CLUED("b.reason") " OR " FORGET_CLUED("b.note")
	" OR " FORGET_CLUED("b.plate") ")";

/* Their owners say them gone too; who waits behind a parked record hears it never. */
static const char SQL_CUSTOMER[] = FORGET
	"DELETE FROM gateway.customer c USING who WHERE c.dealer = who.dealer"
	" AND c.customer_id = who.person";
static const char SQL_PARTY[] = FORGET
	"DELETE FROM gateway.party p USING who WHERE p.party_id = who.person";

static const struct forget_rule rules[] = {
	{ "break_glass", SQL_BREAK_GLASS, NULL },
	{ "break_glass_event", NULL, "names of support alone" },
	{ "feedback", SQL_FEEDBACK, NULL },
	{ "feedback", SQL_TOLD, NULL },
	{ "command", SQL_COMMANDS, NULL },
	{ "photo", SQL_PHOTOS, NULL },
	{ "photo_part", NULL, "goes with photo" },
	{ "consent", SQL_CONSENT, NULL },
	{ "party_login", SQL_LOGIN, NULL },
	{ "login_link", SQL_LINKS, NULL },
	{ "paper_code", SQL_CODES, NULL },
	{ "session", SQL_SESSIONS, NULL },
	{ "customer", SQL_CUSTOMER, NULL },
	{ "vehicle", NULL, "vehicle.state: without names" },
	{ "intake", NULL, "intake.state: gone" },
	{ "proposal", NULL, "proposal.state: ids and dates" },
	{ "inspection", NULL, "inspection.state: emptied" },
	{ "inspection_version", NULL, "inspection_version.state: emptied" },
	{ "registration", NULL, "registration.state: emptied" },
	{ "appointment", NULL, "appointment.state: emptied" },
	{ "passport", NULL, "passport.state: ended" },
	{ "party", SQL_PARTY, NULL },
	{ "transfer", NULL, "transfer.state: gone" },
	{ "lead", NULL, "lead.state: gone" },
	{ "lead_request", NULL, "two days, then nothing of the person" },
	{ "register", NULL, "register.state: gone" },
};
/* clang-format on */

const struct forget_service gateway_forgets = {
	"gateway",
	SQL_CLUES,
	rules,
	COUNT_OF(rules),
};
