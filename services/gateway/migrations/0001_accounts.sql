-- SPDX-License-Identifier: Apache-2.0
-- What the gateway itself owns: dealers, log-ins, sessions, commands, audit.
-- Row-level security is forced on every table that knows a dealer. The application role
-- sees rows of the dealer in app.dealer, set per transaction from the session alone, and
-- before a session is known only the one log-in or session it names.

CREATE TABLE gateway.dealer (
	dealer text NOT NULL PRIMARY KEY,
	version bigint NOT NULL,
	name text NOT NULL,
	timezone text NOT NULL,
	language text NOT NULL,
	attribution_days int NOT NULL,
	vendors jsonb NOT NULL,
	state text NOT NULL, -- dealer.state as it is published
	updated_at timestamptz NOT NULL
);

CREATE TABLE gateway.account (
	user_id uuid NOT NULL PRIMARY KEY,
	login text NOT NULL UNIQUE,
	name text NOT NULL,
	role text NOT NULL CHECK (role IN ('adviser', 'manager', 'helpdesk')),
	dealer text CHECK ((dealer IS NULL) = (role = 'helpdesk')),
	language text NOT NULL DEFAULT 'nl',
	password_hash text NOT NULL,
	disabled boolean NOT NULL DEFAULT false,
	created_at timestamptz NOT NULL,
	updated_at timestamptz NOT NULL
);

CREATE TABLE gateway.session (
	token_hash text NOT NULL PRIMARY KEY, -- of 256 random bits
	user_id uuid NOT NULL, -- disabling a user deletes its sessions
	login text NOT NULL,
	name text NOT NULL,
	role text NOT NULL,
	language text NOT NULL,
	dealer text, -- the helpdesk chooses one
	created_at timestamptz NOT NULL,
	seen_at timestamptz NOT NULL,
	expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_user ON gateway.session (user_id);
CREATE INDEX session_by_expiry ON gateway.session (expires_at);

CREATE TABLE gateway.command (
	command_id uuid NOT NULL,
	dealer text NOT NULL,
	actor text NOT NULL,
	kind text NOT NULL,
	request_hash text NOT NULL, -- the same key with another request is refused
	submitted_at timestamptz NOT NULL,
	outcome text,
	code text,
	detail text,
	aggregate_id text,
	version bigint,
	result text,
	answered_at timestamptz,
	PRIMARY KEY (dealer, command_id)
);
CREATE INDEX command_by_id ON gateway.command (command_id);

CREATE TABLE gateway.operation (
	operation_id uuid NOT NULL,
	dealer text NOT NULL,
	list_week text NOT NULL,
	decision text NOT NULL,
	actor text NOT NULL,
	at timestamptz NOT NULL,
	PRIMARY KEY (dealer, operation_id)
);

CREATE TABLE gateway.operation_item (
	dealer text NOT NULL,
	operation_id uuid NOT NULL,
	proposal_id uuid NOT NULL,
	previous_decision text NOT NULL,
	previous_version bigint NOT NULL,
	PRIMARY KEY (dealer, operation_id, proposal_id),
	FOREIGN KEY (dealer, operation_id) REFERENCES gateway.operation ON DELETE CASCADE
);

CREATE TABLE gateway.audit (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at timestamptz NOT NULL,
	dealer text NOT NULL,
	actor text NOT NULL,
	action text NOT NULL,
	object text,
	result text NOT NULL,
	detail text,
	trace text
);
CREATE INDEX audit_by_dealer ON gateway.audit (dealer, id);

DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['dealer', 'account', 'session', 'command', 'operation',
				    'operation_item', 'audit'] LOOP
		EXECUTE format('ALTER TABLE gateway.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE gateway.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY projector ON gateway.%I TO beurt_gateway_projector '
			       'USING (true) WITH CHECK (true)', name);
		EXECUTE format('CREATE POLICY tenant ON gateway.%I TO beurt_gateway '
			'USING (dealer = NULLIF(current_setting(''app.dealer'', true), '''')) '
			'WITH CHECK (dealer = NULLIF(current_setting(''app.dealer'', true), ''''))',
			name);
	END LOOP;
END $$;

-- Before a dealer is known: exactly the log-in that was typed, exactly the session whose
-- token was shown, and the dealers a helpdesk session may choose from.
CREATE POLICY by_login ON gateway.account FOR SELECT TO beurt_gateway
	USING (login = NULLIF(current_setting('app.login', true), ''));
CREATE POLICY own_password ON gateway.account FOR UPDATE TO beurt_gateway
	USING (login = NULLIF(current_setting('app.login', true), ''))
	WITH CHECK (login = NULLIF(current_setting('app.login', true), ''));
CREATE POLICY by_token ON gateway.session TO beurt_gateway
	USING (token_hash = NULLIF(current_setting('app.session', true), ''))
	WITH CHECK (token_hash = NULLIF(current_setting('app.session', true), ''));
CREATE POLICY helpdesk_choice ON gateway.dealer FOR SELECT TO beurt_gateway
	USING (current_setting('app.role', true) = 'helpdesk');
CREATE POLICY nobody_yet ON gateway.audit FOR INSERT TO beurt_gateway
	WITH CHECK (dealer = '-');

-- Append only.
REVOKE UPDATE, DELETE ON gateway.audit FROM beurt_gateway, beurt_gateway_projector;

-- The flow's own tables are the projector's.
REVOKE ALL ON gateway.consumer_offset, gateway.outbox, gateway.dead_letter, gateway.timer,
	gateway.command_outcome FROM beurt_gateway;
