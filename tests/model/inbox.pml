/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inbox's protocol, for spin: one partition and two processes that both believe it is
 * theirs, with crashes and lost answers anywhere.
 *
 * Held: every record has its effects exactly once and in order, and what it says gets
 * rising ids (promises 1 and 4). -DNO_CAS moves offsets without comparing and must fail.
 */
#define RECORDS 5

/* The database; each atomic block that writes it is one transaction. */
byte db_next = 0;
byte effects[RECORDS];

byte crashes = 3;

inline apply(from, count)
{
	i = from;
	do
	:: i < from + count ->
		effects[i]++;
		assert(effects[i] == 1);
		assert(i == 0 || effects[i - 1] == 1);
		i++
	:: else -> break
	od;
	db_next = from + count
}

proctype consumer()
{
	byte at, count, i;
	bool committed;
	d_step { at = db_next };
	do
	:: at < RECORDS ->
		if
		:: count = 1
		:: at + 1 < RECORDS -> count = 2
		:: at + 2 < RECORDS -> count = 3
		fi;
		atomic {
			committed = false;
			if
#ifdef NO_CAS
			:: true ->
#else
			:: db_next == at ->
#endif
				apply(at, count);
				committed = true
			:: db_next != at -> skip
			fi
		};
		if
		:: committed -> at = at + count
		:: at = db_next /* refused, or the answer was lost */
		:: atomic { crashes > 0 -> crashes--; at = db_next }
		fi;
		d_step { count = 0; i = 0; committed = false }
	:: at >= RECORDS && db_next == RECORDS -> break
	od
}

init
{
	byte r;
	atomic {
		run consumer();
		run consumer()
	};
	_nr_pr == 1;
	do
	:: r < RECORDS ->
		assert(effects[r] == 1);
		r++
	:: else -> break
	od
}
