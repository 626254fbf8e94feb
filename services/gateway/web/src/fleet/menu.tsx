// SPDX-License-Identifier: Apache-2.0
// The actions of one car: a menu that the platform keeps on top and closes on Escape or a click
// beside it. One menu for the whole list, put beside the button that opened it.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../kit/kit";
import { t } from "../lib/i18n";
import { showCar } from "./place";
import type { FleetCar } from "./types";

/** What is asked for which car. */
export const asked = signal<{ what: "transfer" | "unlink"; car: FleetCar } | null>(null);

interface Opened {
  car: FleetCar;
  button: HTMLElement;
}
const opened = signal<Opened | null>(null);

const MENU = "car-menu";
const GAP_PX = 4;

export const carName = (car: { plate_formatted?: string; make?: string; model?: string }): string =>
  [car.plate_formatted, car.make, car.model].filter(Boolean).join(" ");

export function MenuButton({ car }: { car: FleetCar }) {
  return (
    <Button
      class="menu-button"
      aria-label={`${t("fleet.actions")}: ${carName(car)}`}
      aria-haspopup="menu"
      onClick={(event) => (opened.value = { car, button: event.currentTarget })}
    >
      {t("fleet.actions")} ▾
    </Button>
  );
}

/** Below the button, or above it where there is no room. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + GAP_PX + size.height <= innerHeight;
  menu.style.top = `${below ? at.bottom + GAP_PX : at.top - GAP_PX - size.height}px`;
  menu.style.left = `${Math.max(GAP_PX, at.right - size.width)}px`;
}

function move(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab") opened.value = null;
  if (step === undefined) return;
  event.preventDefault();
  items[(at + step + items.length) % items.length]?.focus();
}

function Item({ label, act }: Action) {
  const run = () => {
    opened.value?.button.focus(); // where Escape from what opens now comes back to
    opened.value = null;
    act();
  };
  return (
    <button type="button" role="menuitem" class="menu-item" onClick={run}>
      {label}
    </button>
  );
}

interface Action {
  label: string;
  act: () => void;
}

/** A car that waits for its recipient is not offered or unlinked again. */
export function actionsOf(car: FleetCar): Action[] {
  const open = { label: t("fleet.action.open"), act: () => showCar(car.passport_id) };
  if (car.status !== "active") return [open];
  const asks = (what: "transfer" | "unlink") => ({
    label: t(`fleet.action.${what}`),
    act: () => (asked.value = { what, car }),
  });
  return [open, asks("transfer"), asks("unlink")];
}

export function Menu() {
  const ref = useRef<HTMLDivElement>(null);
  const { value } = opened;
  useEffect(() => {
    const menu = ref.current;
    if (!value || !menu) return undefined;
    menu.showPopover();
    place(menu, value.button);
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const close = () => (opened.value = null);
    addEventListener("scroll", close, { capture: true, once: true, passive: true });
    return () => removeEventListener("scroll", close, { capture: true });
  }, [value]);
  if (!value) return null;
  return (
    <div
      ref={ref}
      id={MENU}
      class="menu"
      role="menu"
      popover="auto"
      aria-label={carName(value.car)}
      onKeyDown={move}
      onToggle={(event) => {
        if ((event as ToggleEvent).newState === "closed") opened.value = null;
      }}
    >
      {actionsOf(value.car).map((item) => (
        <Item key={item.label} {...item} />
      ))}
    </div>
  );
}
