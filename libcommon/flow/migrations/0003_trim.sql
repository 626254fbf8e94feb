-- SPDX-License-Identifier: Apache-2.0
-- Queues are cut when somebody was erased: what was said of them before must not lie on
-- topics until retention ends (libcommon/flow/trim.h).

-- An erasure, and which services have forgotten the person: after the last one nothing of
-- them is on its way any more, and the queues can be cut.
CREATE TABLE erasure_trim (
	erasure_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	customer_id uuid,
	party_id uuid,
	forgotten text[] NOT NULL DEFAULT '{}',
	state text NOT NULL DEFAULT 'waiting'
		CHECK (state IN ('waiting', 'marked', 'trimmed')),
	partitions integer NOT NULL DEFAULT 0,
	changed_at timestamptz NOT NULL
);
CREATE INDEX erasure_trim_open ON erasure_trim (state) WHERE state <> 'trimmed';

-- Where a partition ended when it was marked. heard: only what consumer_offset has passed
-- may go; otherwise (topics that are read without a group) some time has to pass.
CREATE TABLE trim_mark (
	topic text NOT NULL,
	partition integer NOT NULL,
	until_offset bigint NOT NULL,
	heard boolean NOT NULL,
	marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (topic, partition)
);
