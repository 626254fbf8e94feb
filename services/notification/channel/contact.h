/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One contact on its way: the row of its request, what is known of garage and person,
 * what the gate said and what became of it. All channels share it. Thread: that of the
 * round or transaction it belongs to.
 */
#ifndef BEURT_NOTIFICATION_CONTACT_H
#define BEURT_NOTIFICATION_CONTACT_H

#include "notification/domain/gate.h"
#include "notification/mail/letter.h"

#define REASONS_TEXT      160
#define PROVIDER_REF_TEXT 100
#define OTHERS_MAX        5 /* as the contract of a request has it */

/* What a channel did with a contact. */
enum handed {
	HANDED_NOT_TRIED, /* not begun: it goes back, the attempt does not count */
	HANDED_AWAY,      /* the other side is away: later, the attempt does not count */
	HANDED_TAKEN,     /* it left */
	HANDED_HELD,      /* in the channel's own batch or list: contact_settle() tells */
	HANDED_LATER,     /* not now: again after a while, as long as it lives */
	HANDED_REPEAT,    /* it may have left; asked again it leaves once: so LATER */
	HANDED_REFUSED,   /* never by this channel: the next one, or failed */
	HANDED_UNCERTAIN, /* it may have left, so it is not sent again */
};

struct hand_result {
	enum handed what;
	const char *reason;     /* code, static; NULL = none */
	int code;               /* of the other side; 0 = none */
	enum address_news news; /* of the address; with HANDED_LATER: if it stays so */
	int64_t cost_cents;
	bool reached;                /* by telephone: somebody was spoken to */
	struct instant at;           /* when it left or failed; not set = now */
	char ref[PROVIDER_REF_TEXT]; /* what the other side calls it; "" = nothing */
};

/* What the other channels send to, beside letter.email. NULL or "" = none. */
struct contact_address {
	const char *phone;  /* the recipient's or the customer's */
	const char *mobile; /* E.164 where it could be read */
	const char *street, *house_number, *addition, *postcode, *city, *country;
};

/* Prices and words of the garage. */
struct contact_terms {
	const char *sms_sender;
	const char *phone_script;
	int64_t sms_cents, letter_cents, card_cents;
};

/* Another car that the message is about, with the proposal it comes from. */
struct contact_car {
	struct uuid proposal;
	struct uuid vehicle;
	char reason_group[20]; /* "-" = none */
	int step;              /* 0 = none */
};

/* Texts are lent by the round's rows. */
struct contact {
	struct letter letter;    /* what it says, to whom, from which garage */
	struct gate_facts facts; /* without zone, today, now, lot: the round sets them */
	struct uuid proposal;
	struct uuid party;  /* who it is when they log in with us; else not set */
	struct uuid person; /* whose contacts count: the party, else the customer */
	struct contact_address to;
	struct contact_terms terms;
	const char *prints[CHANNELS]; /* keyed hashes of the addresses; NULL = none */
	const char *timezone;         /* NULL: garage not known */
	const char *refuses;          /* channels, "email,phone" */
	const char *carriers;         /* of the garage, "email=<connector>,…" */
	const char *form;             /* JSON as in mail/letter_form.h; NULL = none */
	const char *programme;        /* the rest may be NULL */
	const char *campaign_id;
	const char *variant;
	const char *passport_id;
	struct contact_car others[OTHERS_MAX];
	size_t others_count;
	int64_t step;  /* 0 = none */
	int64_t cents; /* what the visit is worth; 0 = not known */
	int64_t attempts;
	int64_t outcomes; /* said before */
	char reasons[REASONS_TEXT];
	struct channel_list tried;
	bool lost; /* an attempt got no answer: it may have left by `channel` */
	/* Judged. */
	enum channel channel; /* by which it leaves */
	struct instant not_after;
	bool deferred; /* waits for the cap, from now on */
	enum gate_arm arm;
	/* Handed over. */
	struct hand_result result;
	/* What the row becomes. */
	enum channel next;  /* whose queue it is in; else by which it left */
	const char *state;  /* as intent.state; "bounced" = failed after it was sent */
	const char *reason; /* NULL = none */
	struct instant due; /* queued: when to look again; not set = as it was */
	bool untried;       /* the attempt does not count */
	const char *failed; /* outcome to say of `channel`, also when another follows */
	int64_t said;       /* outcomes said in this transaction */
};

/* The letter's reasons point into its own text: only when it no longer moves. */
void contact_split_reasons(struct contact *contact);

#endif
