// SPDX-License-Identifier: Apache-2.0
// When the garage takes cars in, at /beheer/afspraken: stretches of each weekday, how long a
// slot is and for how many cars, days off, and how far ahead one may book. Without opening
// hours nobody books.
import { useState } from "preact/hooks";
import type { Settings, SettingsChange } from "../../gen/api";
import { Button, Notice } from "../../kit/kit";
import { isDay, longDay, today, weekdayName } from "../../lib/days";
import { t } from "../../lib/i18n";
import { SettingsForm, SettingsPage } from "./page";

type Stretch = NonNullable<Settings["opening"]>[number];

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const STRETCHES_MOST = 3;
const USUAL = { opens: "08:00", closes: "17:00" };

type Figure = "slot_minutes" | "slot_capacity" | "booking_days" | "booking_notice_hours";

const NUMBERS: [Figure, number, number][] = [
  ["slot_minutes", 5, 480],
  ["slot_capacity", 1, 100],
  ["booking_days", 1, 365],
  ["booking_notice_hours", 0, 336],
];

interface WeekdayProps {
  weekday: number;
  stretches: Stretch[];
  onChange: (stretches: Stretch[]) => void;
}

function Weekday({ weekday, stretches, onChange }: WeekdayProps) {
  const name = weekdayName(weekday);
  const put = (n: number, change: Partial<Stretch>) =>
    onChange(stretches.map((entry, at) => (at === n ? { ...entry, ...change } : entry)));
  const last = stretches.at(-1);
  const next = last ? { opens: last.closes, closes: USUAL.closes } : USUAL;
  return (
    <fieldset class="weekday">
      <legend>{name}</legend>
      {stretches.length === 0 && <span class="soft">{t("opening.closed")}</span>}
      {stretches.map(({ opens, closes }, n) => (
        <div key={n} class="stretch">
          <input
            type="time"
            required
            aria-label={t("opening.opens", { day: name })}
            value={opens}
            onInput={(event) => put(n, { opens: event.currentTarget.value })}
          />
          –
          <input
            type="time"
            required
            min={opens}
            aria-label={t("opening.closes", { day: name })}
            value={closes}
            onInput={(event) => put(n, { closes: event.currentTarget.value })}
          />
          <Button
            kind="quiet"
            aria-label={t("opening.remove", { day: name })}
            onClick={() => onChange(stretches.filter((_, at) => at !== n))}
          >
            ×
          </Button>
        </div>
      ))}
      {stretches.length < STRETCHES_MOST && (
        <Button
          aria-label={t("opening.add", { day: name })}
          onClick={() => onChange([...stretches, { weekday, ...next }])}
        >
          +
        </Button>
      )}
    </fieldset>
  );
}

function ClosedDays({ days, onChange }: { days: string[]; onChange: (days: string[]) => void }) {
  const [day, setDay] = useState("");
  const add = () => {
    if (!isDay(day) || days.includes(day)) return;
    onChange([...days, day].sort());
    setDay("");
  };
  return (
    <fieldset class="card">
      <legend>{t("opening.closedDays")}</legend>
      <ul class="chips">
        {days.map((date) => (
          <li key={date}>
            {longDay(date)}
            <Button
              kind="quiet"
              aria-label={t("opening.removeDay", { day: longDay(date) })}
              onClick={() => onChange(days.filter((other) => other !== date))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <div class="day-choice">
        <input
          type="date"
          min={today()}
          aria-label={t("opening.day")}
          value={day}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
        <Button onClick={add} disabled={!isDay(day)}>
          {t("opening.addDay")}
        </Button>
      </div>
    </fieldset>
  );
}

/** Two stretches of a day that touch each other's time cannot both be meant. */
function overlap(opening: Stretch[]): Stretch | undefined {
  return opening.find((one) =>
    opening.some(
      (other) =>
        other !== one &&
        other.weekday === one.weekday &&
        other.opens < one.closes &&
        one.opens < other.closes,
    ),
  );
}

function numbersOf(form: FormData): SettingsChange {
  const given = NUMBERS.filter(([name]) => String(form.get(name) ?? "") !== "");
  return Object.fromEntries(given.map(([name]) => [name, Number(form.get(name))]));
}

function Editor({ values, onSaved }: { values: Settings; onSaved: (values: Settings) => void }) {
  const [opening, setOpening] = useState<Stretch[]>(values.opening ?? []);
  const [closed, setClosed] = useState<string[]>(values.closed_days ?? []);
  const [wrong, setWrong] = useState("");
  const of = (weekday: number) => opening.filter((entry) => entry.weekday === weekday);

  function changeOf(form: FormData): SettingsChange | null {
    const clash = overlap(opening);
    setWrong(clash ? t("opening.overlap", { day: weekdayName(clash.weekday) }) : "");
    return clash ? null : { opening, closed_days: closed, ...numbersOf(form) };
  }

  return (
    <SettingsForm
      title="opening.title"
      saved="opening.saved"
      values={values}
      onSaved={onSaved}
      changeOf={changeOf}
    >
      {wrong && <Notice tone="error">{wrong}</Notice>}
      <fieldset class="card">
        <legend>{t("opening.week")}</legend>
        {WEEK.map((weekday) => (
          <Weekday
            key={weekday}
            weekday={weekday}
            stretches={of(weekday)}
            onChange={(next) =>
              setOpening(WEEK.flatMap((day) => (day === weekday ? next : of(day))))
            }
          />
        ))}
      </fieldset>
      <fieldset class="card">
        <legend>{t("opening.slots")}</legend>
        <div class="fours">
          {NUMBERS.map(([name, least, most]) => (
            <label key={name}>
              {t(`opening.${name}`)}
              <input
                name={name}
                type="number"
                min={least}
                max={most}
                defaultValue={values[name]}
              />
            </label>
          ))}
        </div>
      </fieldset>
      <ClosedDays days={closed} onChange={setClosed} />
    </SettingsForm>
  );
}

export function Opening() {
  return <SettingsPage title="opening.title" help="opening.help" Editor={Editor} />;
}
