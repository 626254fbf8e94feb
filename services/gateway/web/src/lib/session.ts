// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and the difference between this screen's clock and the server's.
import { signal } from "@preact/signals";
import type { Me } from "../gen/api";
import { ask, setSignedOut } from "./api";
import { language, setLanguage } from "./i18n";

/** undefined = not asked yet, null = signed out. */
export const me = signal<Me | null | undefined>(undefined);
const clockLead = signal(0);

/** Every answer that carries server_time keeps our countdowns right. */
export function setServerTime(serverTime: string): void {
  clockLead.value = new Date(serverTime).getTime() - Date.now();
}

export function serverNow(): number {
  return Date.now() + clockLead.value;
}

export function zone(): string {
  return me.value?.timezone ?? "Europe/Amsterdam";
}

export function arrive(user: Me): void {
  setServerTime(user.server_time);
  me.value = user;
  if (!localStorage.getItem("beurt.language")) setLanguage(user.language);
  document.documentElement.lang = language.value;
}

export async function loadMe(): Promise<void> {
  setSignedOut(() => (me.value = null));
  try {
    arrive((await ask<Me>("/v1/me")).body);
  } catch {
    me.value = null;
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  arrive((await ask<Me>("/v1/session", { method: "POST", body: { login, password } })).body);
}

export async function signOut(): Promise<void> {
  await ask("/v1/session", { method: "DELETE" }).catch(() => undefined);
  me.value = null;
}

export async function actFor(dealer: string, reason: string): Promise<void> {
  arrive((await ask<Me>("/v1/session", { method: "PUT", body: { dealer, reason } })).body);
}
