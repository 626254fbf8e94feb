// SPDX-License-Identifier: Apache-2.0
// Where we are: the path and the query of the address bar, as signals. Every list state
// lives in the query, so that a screen can be bookmarked, shared and gone back to.
import { computed, signal } from "@preact/signals";

const place = signal(location.pathname + location.search);

addEventListener("popstate", () => {
  place.value = location.pathname + location.search;
});

export const path = computed(() => place.value.split("?")[0] ?? "/");
export const query = computed(() => new URLSearchParams(place.value.split("?")[1] ?? ""));

export function go(to: string, how: "push" | "replace" = "push"): void {
  if (to === place.value) return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", to);
  place.value = to;
}

/** Set or (with null) drop parameters of the query and stay on the page. */
export function setQuery(changes: Record<string, string | null>): void {
  const next = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  go(path.value + (text ? "?" + text : ""), "replace");
}

/** For <a onClick>: stays in the page for a plain click, leaves the rest to the browser. */
export function follow(event: MouseEvent): void {
  const link = event.currentTarget as HTMLAnchorElement;
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.pathname + link.search);
}
