-- SPDX-License-Identifier: Apache-2.0
-- Letters, cards and calls: what is printed together, and who is called.

-- Letters or cards of a garage that leave together. open: lines come, until closes_at;
-- then pieces are written, one after the other; ready: all are there.
CREATE TABLE print_batch (
	batch_id uuid PRIMARY KEY,
	dealer text NOT NULL,
	kind text NOT NULL CHECK (kind IN ('letter', 'card')),
	version bigint NOT NULL DEFAULT 0, -- of print_batch.state
	status text NOT NULL DEFAULT 'open'
		CHECK (status IN ('open', 'ready', 'handed_over', 'printed', 'posted')),
	closes_at timestamptz NOT NULL,
	closed_at timestamptz,
	each_cents integer, -- as it was when the batch was closed
	print_house boolean NOT NULL DEFAULT false,
	handed_over_at timestamptz,
	printed_at timestamptz,
	posted_on date,
	counts_from date
);
CREATE UNIQUE INDEX print_batch_open ON print_batch (dealer, kind)
	WHERE status = 'open' AND closed_at IS NULL;

-- One line a request: it is printed at most once, whatever happens.
CREATE TABLE print_line (
	intent_id uuid PRIMARY KEY,
	batch_id uuid NOT NULL REFERENCES print_batch,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	language text NOT NULL, -- a PDF speaks one
	piece integer, -- the PDF it is in
	sheet integer, -- its number in the batch
	reason text, -- why it was left out; with a sheet: why it came too late
	left_out boolean NOT NULL DEFAULT false,
	settled boolean NOT NULL DEFAULT false -- what became of it was told
);
CREATE INDEX print_line_batch ON print_line (batch_id, language DESC, intent_id)
	WHERE piece IS NULL AND NOT left_out;
CREATE INDEX print_line_sheet ON print_line (batch_id, sheet) WHERE sheet IS NOT NULL;
CREATE INDEX print_line_left ON print_line (batch_id) WHERE reason IS NOT NULL;
CREATE INDEX print_line_person ON print_line (dealer, customer_id);

CREATE TABLE print_piece (
	batch_id uuid NOT NULL REFERENCES print_batch,
	number integer NOT NULL,
	first integer NOT NULL, -- number of its first sheet
	count integer NOT NULL,
	bytes integer NOT NULL,
	sha256 text NOT NULL,
	pdf bytea, -- gone some time after posting
	fetched_at timestamptz, -- the garage read its end
	PRIMARY KEY (batch_id, number)
);

-- Somebody to be called. claimed: an adviser has it, until claimed_until.
CREATE TABLE call_task (
	task_id uuid PRIMARY KEY, -- the request it came from
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	reason_group text NOT NULL, -- attempts count per person and reason
	version bigint NOT NULL DEFAULT 0, -- of call_task.state
	status text NOT NULL DEFAULT 'open'
		CHECK (status IN ('open', 'claimed', 'later', 'closed')),
	call_from timestamptz NOT NULL,
	not_after timestamptz NOT NULL,
	claimed_by text,
	claimed_until timestamptz,
	reason text, -- why it is closed
	closed_at timestamptz
);
CREATE INDEX call_task_person ON call_task (dealer, customer_id);
CREATE INDEX call_task_open ON call_task (dealer, not_after) WHERE status <> 'closed';

CREATE TABLE call_made (
	task_id uuid NOT NULL REFERENCES call_task ON DELETE CASCADE,
	number integer NOT NULL,
	dealer text NOT NULL,
	customer_id uuid NOT NULL,
	reason_group text NOT NULL,
	at timestamptz NOT NULL,
	actor text NOT NULL,
	outcome text NOT NULL,
	remark text,
	PRIMARY KEY (task_id, number)
);
CREATE INDEX call_made_person ON call_made (dealer, customer_id, at);
