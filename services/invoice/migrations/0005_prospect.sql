-- SPDX-License-Identifier: Apache-2.0
-- Somebody who has no invoice yet: asked for something, or stands in the garage's file.
ALTER TABLE customer ADD COLUMN prospect boolean NOT NULL DEFAULT false;
