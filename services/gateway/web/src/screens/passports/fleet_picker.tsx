// SPDX-License-Identifier: Apache-2.0
// A fleet is chosen by typing its name: suggestions while typing, taken by mouse, arrows and
// Enter (the combobox pattern of the ARIA practices). What is typed but not chosen is no choice.
import { useId, useState } from "preact/hooks";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import type { FleetPage } from "./types";

export interface Chosen {
  fleet_id: string;
  name: string;
}

interface Props {
  chosen: Chosen | null;
  /** text that is no choice yet comes with null */
  onChoose: (fleet: Chosen | null, text: string) => void;
  wrong?: string | undefined;
}

const TYPING_MS = 150;
const SHOWN_MOST = 8;

const urlFor = (text: string) => `/v1/fleets?limit=${SHOWN_MOST}&query=${encodeURIComponent(text)}`;

interface Listing {
  id: string;
  found: Chosen[];
  active: number;
  onTake: (fleet: Chosen) => void;
}

function Suggestions({ id, found, active, onTake }: Listing) {
  return (
    <ul class="suggestions" role="listbox" id={id} aria-label={t("fleets.suggestions")}>
      {found.map((fleet, n) => (
        <li
          key={fleet.fleet_id}
          id={`${id}-${n}`}
          role="option"
          aria-selected={n === active}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(fleet);
          }}
        >
          {fleet.name}
        </li>
      ))}
    </ul>
  );
}

export function FleetPicker({ chosen, onChoose, wrong }: Props) {
  const id = useId();
  const [text, setText] = useState(chosen?.name ?? "");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const wanted = open && text.trim() ? urlFor(text.trim()) : null;
  const { body } = useLoaded<FleetPage>(wanted, { wait: TYPING_MS });
  const found = (body?.fleets ?? []).filter(({ status }) => status !== "closed");
  const isOpen = open && found.length > 0;

  function type(next: string) {
    setText(next);
    setOpen(true);
    setActive(0);
    onChoose(null, next.trim());
  }
  function take(fleet: Chosen) {
    setText(fleet.name);
    setOpen(false);
    onChoose({ fleet_id: fleet.fleet_id, name: fleet.name }, fleet.name);
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setActive((active + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter" && isOpen) take(found[active] ?? found[0]!);
    else if (event.key === "Escape" && isOpen) setOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <div class="picker">
      <label for={`${id}-text`}>{t("fleets.type")}</label>
      <div class="picker-input">
        <input
          id={`${id}-text`}
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-activedescendant={isOpen ? `${id}-list-${active}` : undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-said`}
          maxLength={120}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={() => setOpen(false)}
        />
        {isOpen && <Suggestions id={`${id}-list`} found={found} active={active} onTake={take} />}
      </div>
      <span id={`${id}-said`} role="status">
        {wrong && <span class="bad">{wrong}</span>}
        {!wrong && said(!!chosen, wanted !== null && !!body, found)}
      </span>
    </div>
  );
}

function said(isChosen: boolean, looked: boolean, found: Chosen[]) {
  if (isChosen) return <span class="good">{t("fleets.chosen")}</span>;
  if (looked && found.length === 0) return <span class="soft">{t("fleets.noneSo")}</span>;
  return null;
}
