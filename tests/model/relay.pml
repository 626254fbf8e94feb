/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outbox relay's protocol, for spin: transactions of one key in a row, one of another
 * key that draws its id early and commits late, two relays, and sessions that are cut off
 * or crash at any step.
 *
 * Held: every committed row is published, and each key's rows are first seen in their
 * order (promises 2 and 3). Each -D takes a safeguard away and must fail:
 *	ID_CURSOR     the relay reads on after the last id it saw
 *	DELETE_FIRST  rows are deleted before their reports
 */
#define SAID 2 /* rows of the one key */
#define ROWS 3
#define LATE SAID /* what the other key's row says */
#define NOBODY 0

/* The database. */
byte ids = 0;
bool visible[ROWS];
byte what[ROWS];
byte written = 0; /* transactions that committed */
byte holder = NOBODY; /* of the advisory lock */

/* The topic. */
bool seen[ROWS];
byte in_order = 0;

byte losses = 3; /* crashes and cut sessions */

/* Ids are drawn after the key's row lock: the next one waits for the commit. */
proctype writer()
{
	byte n;
	do
	:: n < SAID ->
		d_step {
			what[ids] = n;
			visible[ids] = true;
			ids++;
			n++;
			written++
		}
	:: else -> break
	od
}

proctype late_writer()
{
	byte id;
	d_step {
		id = ids;
		what[id] = LATE;
		ids++
	};
	d_step {
		visible[id] = true;
		written++
	}
}

inline produce(id)
{
	d_step {
		if
		:: what[id] == LATE -> seen[LATE] = true
		:: what[id] != LATE && !seen[what[id]] ->
			assert(what[id] == in_order);
			seen[what[id]] = true;
			in_order++
		:: else -> skip /* a repeat */
		fi
	}
}

#define ANY (visible[0] || visible[1] || visible[2])
#define DONE (written == ROWS && !ANY)

#ifdef ID_CURSOR
#define START	   cursor
#define remember() cursor = (second != ROWS -> second : first) + 1
#else
#define START	   0
#define remember() skip
#endif

/* The first two visible rows from `id` on. */
inline read_page()
{
	d_step {
		first = ROWS;
		second = ROWS;
		id = START;
		do
		:: id < ROWS && visible[id] && first == ROWS -> first = id; id++
		:: id < ROWS && visible[id] && first != ROWS -> second = id; break
		:: id < ROWS && !visible[id] -> id++
		:: id >= ROWS -> break
		od;
		id = 0
	}
}

/* Over the session that holds the lock, or not at all. */
inline delete_page()
{
	d_step {
		if
		:: holder == me ->
			visible[first] = false;
			if
			:: second != ROWS -> visible[second] = false
			:: else -> skip
			fi;
			remember()
		:: else -> skip
		fi
	}
}

proctype relay(byte me)
{
	byte first, second, id, cursor;
	do
	:: DONE -> break
	:: atomic { holder == NOBODY && !DONE -> holder = me };
		do
		:: holder != me -> break
		:: atomic { holder == me && DONE -> holder = NOBODY }; break
		:: atomic { losses > 0 && holder == me -> losses--; holder = NOBODY }; break
		:: holder == me && ANY ->
			read_page();
#ifdef ID_CURSOR
			first != ROWS; /* nothing new: waits for it */
#else
			if
			:: first == ROWS -> goto next
			:: else -> skip
			fi;
#endif
#ifdef DELETE_FIRST
			delete_page();
#endif
			if
			:: produce(first)
			:: atomic { losses > 0 -> losses-- }; goto next
			fi;
			if
			:: second != ROWS -> produce(second)
			:: atomic { second != ROWS && losses > 0 -> losses-- }; goto next
			:: second == ROWS -> skip
			fi;
#ifndef DELETE_FIRST
			delete_page();
#endif
next:			skip;
			d_step { first = 0; second = 0 }
		od
	od
}

/* The database ends a session whose relay lives on. */
proctype cut()
{
	do
	:: atomic { losses > 0 && holder != NOBODY -> losses--; holder = NOBODY }
	:: DONE || losses == 0 -> break
	od
}

init
{
	atomic {
		run writer();
		run late_writer();
		run relay(1);
		run relay(2);
		run cut()
	};
	_nr_pr == 1;
	assert(in_order == SAID);
	assert(seen[LATE])
}
