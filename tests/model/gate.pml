/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The release gate's protocol, for spin: messages of one person, two senders that claim
 * them, judge them, hand them over and record what came of it, an opt-out, a sweep that
 * ends the claims of dead senders, and crashes at any step.
 *
 * Held: never more than the cap, no message twice, and none after the opt-out was
 * answered (promises 14 and 15); every message comes to an end. Each -D takes a safeguard
 * away and must fail:
 *	NO_PERSON_LOCK  senders judge the same person side by side
 *	LATE_CLAIM      the claim is recorded with the result, not before the hand-over
 *	NO_WAIT         an opt-out is recorded while a round is under way
 *	REQUEUE         what a dead sender had is sent again
 */
#define MESSAGES 3
#define CAP	 1
#define CLAIMS	 5 /* rounds that may be begun, crashed ones included */
#define NOBODY	 0
#define CITIZEN	 9 /* who opts out */

mtype = { queued, sending, sent, failed, uncertain, suppressed };

/* The database: rows, the ledger, and locks that end with their session. */
mtype state[MESSAGES] = queued;
byte claim[MESSAGES];
bool refused = false;
byte person_lock = NOBODY;
bool living[CLAIMS + 1]; /* the claim's own lock is held */
byte claims = 0;

/* The world. */
byte copies[MESSAGES];
byte contacts = 0;
bool answered = false;
byte crashes = 2;
byte retired = 0; /* senders that have nothing left to do */

#define WAITS	  (state[0] == queued || state[1] == queued || state[2] == queued)
#define UNDER_WAY (state[0] == sending || state[1] == sending || state[2] == sending)
#define COUNTS(i) (state[i] == sending || state[i] == sent || state[i] == uncertain)

#ifdef NO_PERSON_LOCK
#define lock_person() skip
#define unlock_person() skip
#else
#define lock_person() person_lock == NOBODY -> person_lock = me
#define unlock_person()                                                                  \
	if                                                                               \
	:: person_lock == me -> person_lock = NOBODY                                     \
	:: else -> skip                                                                  \
	fi
#endif

/* A transaction sees what was committed when it read. */
inline read_facts()
{
	d_step {
		said_no = refused;
		count = 0;
		at = 0;
		mine = MESSAGES;
		do
		:: at < MESSAGES ->
			if
			:: COUNTS(at) -> count++
			:: state[at] == queued && mine == MESSAGES -> mine = at
			:: else -> skip
			fi;
			at++
		:: else -> break
		od
	}
}

inline judge()
{
	d_step {
		if
		:: mine == MESSAGES -> skip
		:: mine != MESSAGES && state[mine] != queued -> mine = MESSAGES
		:: mine != MESSAGES && state[mine] == queued && (said_no || count >= CAP) ->
			state[mine] = suppressed;
			mine = MESSAGES
		:: else ->
#ifdef LATE_CLAIM
			skip;
#else
			state[mine] = sending;
			claim[mine] = me;
#endif
		fi
	}
}

/* The other side takes it or refuses it; a refusal reaches nobody. */
inline hand_over()
{
	atomic {
		if
		:: assert(!answered);
			copies[mine]++;
			assert(copies[mine] == 1);
			contacts++;
			assert(contacts <= CAP);
			taken = true
		:: taken = false
		fi
	}
}

inline record()
{
	d_step {
		if
#ifdef LATE_CLAIM
		:: taken -> state[mine] = sent
		:: else -> state[mine] = failed
#else
		:: state[mine] == sending && claim[mine] == me && taken -> state[mine] = sent
		:: state[mine] == sending && claim[mine] == me && !taken ->
			state[mine] = failed
		:: else -> skip
#endif
		fi
	}
}

inline begin_round()
{
	d_step {
		claims++;
		me = claims;
		living[me] = true
	}
}

inline end_round()
{
	d_step {
		unlock_person();
		living[me] = false
	}
}

#define MAY_CRASH :: atomic { crashes > 0 -> crashes-- }; goto over

/* Begins anew after each crash, with another claim. */
proctype sender()
{
	byte me, mine, count, at;
	bool said_no, taken;
	do
	:: !WAITS && !UNDER_WAY -> break
	:: claims == CLAIMS -> break
	:: atomic { WAITS && claims < CLAIMS -> begin_round() };
		if
		:: atomic { lock_person() }
		:: atomic { person_lock != NOBODY -> goto over }
		fi;
		read_facts();
		if
		:: judge()
		MAY_CRASH
		fi;
		if
		:: mine == MESSAGES -> goto over
		:: mine != MESSAGES -> skip
		MAY_CRASH
		fi;
		hand_over();
		if
		:: record()
		MAY_CRASH
		fi;
over:		end_round()
	od;
	retired++
}

/* Whoever holds the claim's lock lives. */
proctype sweep()
{
	byte i = 0;
	do
	:: d_step {
		state[i] == sending && !living[claim[i]] ->
#ifdef REQUEUE
			state[i] = queued
#else
			state[i] = uncertain
#endif
	   }
	:: i = (i + 1) % MESSAGES
	:: retired == 2 && !UNDER_WAY -> break
	od
}

proctype citizen()
{
	byte me = CITIZEN;
#ifdef NO_WAIT
	refused = true;
#else
	if
	:: atomic { lock_person() }
	fi;
	d_step {
		refused = true;
		unlock_person()
	};
#endif
	answered = true
}

init
{
	atomic {
		run sender();
		run sender();
		run sweep();
		run citizen()
	};
	_nr_pr == 1;
	assert(!UNDER_WAY)
}
