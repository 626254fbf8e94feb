-- SPDX-License-Identifier: Apache-2.0
-- Which queues wait to be cut for whom is the flow's alone: requests have no business in it.
REVOKE ALL ON erasure_trim, trim_mark FROM beurt_gateway;
