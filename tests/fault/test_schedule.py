# SPDX-License-Identifier: Apache-2.0
"""The plan of a run: made from its seed alone, and leaving nothing out."""
import itertools
from collections import Counter

import labels
import pytest
import schedule


def plan(seed, kills, weeks=10, whole=True):
    return list(itertools.islice(schedule.weeks(seed, kills, whole), weeks))


def blows_of(weeks):
    return [(name, blow) for week in weeks for stage in week.stages
            for name, blows in stage.blows.items() for blow in blows]


def test_same_seed_same_plan():
    assert plan(7, 500) == plan(7, 500)
    assert plan(7, 500) != plan(8, 500)


@pytest.mark.parametrize("kills", (12, 500))
def test_a_short_run_has_no_more_kills_than_asked_for(kills):
    blows = blows_of(plan(3, kills, weeks=1))
    assert sum(blow.kind != "pause" for _, blow in blows) == \
        min(kills, schedule.KILLS_A_WEEK)


def test_500_kills_reach_every_label_of_every_service():
    struck = Counter((name.split("-")[0], blow.label)
                     for name, blow in blows_of(plan(1, 500)))
    for service in schedule.SERVICES:
        for label in labels.of(service):
            assert struck[service, label], f"{service} never dies at {label}"
        assert struck[service, ""], f"{service} never dies at random"


def test_labels_of_timers_and_letters_are_armed_before_the_clock_is_set():
    for week in plan(1, 500):
        for stage in week.stages:
            for blows in stage.blows.values():
                at_once = [blow.label.split(".")[0] in schedule.AT_ONCE for blow in blows
                           if blow.kind == "crash"]
                assert at_once == sorted(at_once, reverse=True)


def test_every_service_alone_and_in_two_instances():
    counts = {week.instances["reminder"] for week in plan(1, 500)}
    assert counts == {1, 2}


def test_servers_restart_and_consumers_freeze_past_their_session():
    weeks = plan(1, 500)
    servers = Counter(server for week in weeks for stage in week.stages
                      for _, server in stage.restarts)
    assert servers["postgres"] >= 20 and servers["broker"] >= 10
    pauses = [blow.seconds for _, blow in blows_of(weeks) if blow.kind == "pause"]
    assert len(pauses) >= 20 and min(pauses) > schedule.SESSION_SECONDS
    assert max(pauses) > 15, "longer than a silent relay keeps its place"


def test_short_run_leaves_the_servers_alone():
    weeks = plan(1, 12, 1, whole=False)
    assert not any(stage.restarts for week in weeks for stage in week.stages)
    assert not any(blow.kind == "pause" for _, blow in blows_of(weeks))


@pytest.mark.parametrize("seed", range(5))
def test_a_short_run_kills_who_carries_messages(seed):
    struck = {blow.label for _, blow in blows_of(plan(seed, 12, 1, whole=False))}
    assert {"sms.after_post", "push.after_post", "carry.after_post"} <= struck


def test_no_label_of_the_sources_is_forgotten():
    assert labels.in_sources() == set(labels.PASSED_BY)
