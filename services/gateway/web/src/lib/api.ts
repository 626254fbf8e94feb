// SPDX-License-Identifier: Apache-2.0
// Talking to the gateway: JSON in and out, problems as one class, entity tags kept so that
// a poll that finds nothing new costs a 304.
import { signal } from "@preact/signals";
import type { Problem as ProblemBody } from "../gen/api";

/** RFC 9457: what the gateway answers when it does not do what was asked. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly body: Partial<ProblemBody>,
  ) {
    super(detail || code);
  }
}

/** False while the gateway cannot be reached; the shell shows a banner. */
export const online = signal(true);
/** Called when a session ended on the server: the shell shows the log-in page. */
export let onSignedOut: () => void = () => undefined;
export function setSignedOut(action: () => void): void {
  onSignedOut = action;
}

export interface Answer<T> {
  status: number;
  body: T;
  etag: string | null;
  location: string | null;
}

interface Call {
  method?: string;
  body?: unknown;
  text?: { content: string; type: string };
  bytes?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const REACH_MS = 15000;

async function reach(url: string, call: Call): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "X-Beurt": "1",
    ...call.headers,
  };
  let body: string | Blob | undefined;
  if (call.bytes) {
    headers["Content-Type"] = "application/octet-stream";
    body = call.bytes;
  } else if (call.text) {
    headers["Content-Type"] = call.text.type;
    body = call.text.content;
  } else if (call.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(call.body);
  }
  try {
    const reply = await fetch(url, {
      method: call.method ?? "GET",
      headers,
      credentials: "same-origin",
      cache: "no-store", // our own tags decide; no customer stays in the browser's cache
      ...(body === undefined ? {} : { body }),
      signal: call.signal ?? AbortSignal.timeout(REACH_MS),
    });
    online.value = true;
    return reply;
  } catch (cause) {
    if ((cause as Error).name !== "AbortError") online.value = false;
    throw new Problem(0, "UNREACHABLE", "", {});
  }
}

async function problemOf(reply: Response): Promise<Problem> {
  const body = (await reply.json().catch(() => ({}))) as Partial<ProblemBody>;
  return new Problem(
    reply.status,
    body.code ?? String(reply.status),
    body.detail ?? body.title ?? reply.statusText,
    body,
  );
}

export async function ask<T>(url: string, call: Call = {}): Promise<Answer<T>> {
  const reply = await reach(url, call);
  if (reply.status === 401 && !url.endsWith("/v1/session")) onSignedOut();
  if (!reply.ok && reply.status !== 304) throw await problemOf(reply);
  const hasBody = reply.status !== 204 && reply.status !== 304;
  const cutOff = () => {
    throw new Problem(0, "UNREACHABLE", "", {});
  };
  return {
    status: reply.status,
    body: (hasBody ? await reply.json().catch(cutOff) : undefined) as T,
    etag: reply.headers.get("ETag"),
    location: reply.headers.get("Location"),
  };
}

/** GET that answers null when nothing changed since the tag. */
export async function poll<T>(url: string, etag: string | null): Promise<Answer<T> | null> {
  const answer = await ask<T>(url, etag ? { headers: { "If-None-Match": etag } } : {});
  return answer.status === 304 ? null : answer;
}

/** A command that must not be done twice: one key for all its tries. */
export function commandHeaders(ifMatch?: number): Record<string, string> {
  return {
    "Idempotency-Key": crypto.randomUUID(),
    ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
  };
}
