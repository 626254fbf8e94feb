// SPDX-License-Identifier: Apache-2.0
// The keyboard of the weekly list. Single letters can be switched off (WCAG 2.1.4), and
// never act while somebody types.
import { signal } from "@preact/signals";

const KEPT_AS = "beurt.letters";

export const lettersOn = signal(localStorage.getItem(KEPT_AS) !== "off");

export function setLetters(on: boolean): void {
  localStorage.setItem(KEPT_AS, on ? "on" : "off");
  lettersOn.value = on;
}

export interface Actions {
  move: (by: number, selecting: boolean) => void;
  yes: () => void;
  no: () => void;
  never: () => void;
  select: () => void;
  selectAll: () => void;
  detail: () => void;
  preview: () => void;
  undo: () => void;
  search: () => void;
  help: () => void;
  escape: () => void;
}

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest("input:not([type=checkbox]), textarea, select, dialog");
}

const LETTERS: Record<string, keyof Actions> = {
  j: "yes",
  n: "no",
  o: "never",
  p: "preview",
  z: "undo",
  "/": "search",
  "?": "help",
};

/** True when the key was ours. */
export function handleKey(event: KeyboardEvent, actions: Actions): boolean {
  if (typing(event.target)) return false;
  if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
    actions.selectAll();
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case "ArrowDown":
      actions.move(1, event.shiftKey);
      return true;
    case "ArrowUp":
      actions.move(-1, event.shiftKey);
      return true;
    case "PageDown":
      actions.move(10, event.shiftKey);
      return true;
    case "PageUp":
      actions.move(-10, event.shiftKey);
      return true;
    case "Escape":
      actions.escape();
      return true;
  }
  return handleOnList(event, actions);
}

function handleOnList(event: KeyboardEvent, actions: Actions): boolean {
  const onControl = (event.target as HTMLElement).closest("button, a, summary, input");
  const inList = (event.target as HTMLElement).closest(".weeklist-table");
  if (event.key === "Enter" && (!onControl || inList)) {
    actions.detail();
    return true;
  }
  if (event.key === " " && (!onControl || inList)) {
    actions.select();
    return true;
  }
  const letter = LETTERS[event.key.toLowerCase()];
  if (!letter || !lettersOn.value) return false;
  (actions[letter] as () => void)();
  return true;
}
