// SPDX-License-Identifier: Apache-2.0
// The form by keyboard: up and down from point to point, one key for what was found. Single
// letters and digits can be switched off (WCAG 2.1.4).
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { pointPath } from "../fields";
import type { OpenForm } from "../store";
import { CHOICES } from "./point";

const KEPT_AS = "beurt.inspection.letters";

export const lettersOn = signal(localStorage.getItem(KEPT_AS) !== "off");
effect(() => localStorage.setItem(KEPT_AS, lettersOn.value ? "on" : "off"));

const points = () => [...document.querySelectorAll<HTMLElement>("[data-point]")];

function activePoint(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-point]") ?? null;
}

function focusPoint(point: HTMLElement | undefined): void {
  if (!point) return;
  point.querySelector<HTMLElement>(".verdicts [tabindex='0']")?.focus({ preventScroll: true });
  point.scrollIntoView({ block: "nearest" });
}

/** The point after or before the one with the focus; the first when none has it. */
function step(by: 1 | -1): void {
  const all = points();
  const active = activePoint();
  focusPoint(active ? all[all.indexOf(active) + by] : all[0]);
}

/** Typing, choosing from a list or a dialog has the keys to itself. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (document.querySelector("dialog[open]")) return true;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function statusFor(key: string) {
  return CHOICES[Number(key) - 1] ?? CHOICES.find((choice) => choice.letter === key.toLowerCase());
}

function onKey(form: OpenForm, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    step(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    return;
  }
  const point = activePoint()?.dataset.point;
  const choice = lettersOn.value && point ? statusFor(event.key) : undefined;
  if (!choice || !point) return;
  void form.write({ [pointPath(point, "status")]: choice.status });
  step(1);
  event.preventDefault();
}

export function useKeys(form: OpenForm): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(form, event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, [form]);
}
