/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labelled places where the fault tests let a process die.
 *
 * crash_point("flow.before_commit") is nothing in a normal build. In a build with
 * BEURT_CRASH_POINTS the variable BEURT_CRASH_AT="flow.before_commit:3" ends the process
 * at the third pass, without any clean-up, as a kill would. Thread: any.
 */
#ifndef BEURT_SYS_CRASH_POINT_H
#define BEURT_SYS_CRASH_POINT_H

#ifdef BEURT_CRASH_POINTS
void crash_point(const char *label);
#else
#define crash_point(label) ((void)(label))
#endif

#endif
