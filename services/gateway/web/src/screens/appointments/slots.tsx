// SPDX-License-Identifier: Apache-2.0
// Choosing a slot: the free times of a week, day by day, as one group of radio buttons. When a
// slot was taken meanwhile, the nearest free ones the gateway names are one press away.
import { useEffect, useState } from "preact/hooks";
import { Button, Notice, Skeleton } from "../../kit/kit";
import type { Problem } from "../../lib/api";
import { addDays, clock, longDay, shortDay, today } from "../../lib/days";
import { t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import type { Calendar, CalendarDay } from "./types";

const WEEK = 7;

export interface When {
  date: string;
  time: string;
}

export const same = (one: When | null, other: When) =>
  one?.date === other.date && one.time === other.time;

interface Props {
  chosen: When | null;
  onChoose: (when: When) => void;
}

/** What has a place left and is not over. */
function freeOf({ date, slots }: CalendarDay) {
  const isOver = (time: string) => date < today() || (date === today() && time <= clock());
  return slots.filter((slot) => slot.taken < slot.capacity && !isOver(slot.time));
}

function DaySlots({ day, chosen, onChoose }: Props & { day: CalendarDay }) {
  const free = freeOf(day);
  if (free.length === 0) return null;
  return (
    <fieldset class="slots">
      <legend>{longDay(day.date)}</legend>
      {free.map(({ time }) => (
        <label key={time} class="slot">
          <input
            type="radio"
            name="slot"
            required
            checked={same(chosen, { date: day.date, time })}
            onChange={() => onChoose({ date: day.date, time })}
          />
          {time}
        </label>
      ))}
    </fieldset>
  );
}

/** A week that is shown begins today at the earliest. */
const firstOf = (date = today()) => (date < today() ? today() : date);

export function Slots({ chosen, onChoose }: Props) {
  const [from, setFrom] = useState(firstOf(chosen?.date));
  const wanted = chosen?.date;
  useEffect(() => {
    if (wanted && (wanted < from || wanted > addDays(from, WEEK - 1))) setFrom(firstOf(wanted));
  }, [wanted]);
  const url = `/v1/calendar?from=${from}&to=${addDays(from, WEEK - 1)}`;
  const { body, wrong } = useLoaded<Calendar>(url);
  const hasFree = body?.days.some((day) => freeOf(day).length > 0);
  return (
    <div class="stack tight">
      <div class="day-choice">
        <Button
          disabled={from <= today()}
          onClick={() => setFrom(firstOf(addDays(from, -WEEK)))}
        >
          ‹ {t("appointments.earlier")}
        </Button>
        <span>
          {shortDay(from)} – {shortDay(addDays(from, WEEK - 1))}
        </span>
        <Button onClick={() => setFrom(addDays(from, WEEK))}>{t("appointments.later")} ›</Button>
      </div>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={3} />}
      {body && !hasFree && <p class="soft">{t("appointments.noFree")}</p>}
      {body?.days.map((day) => (
        <DaySlots key={day.date} day={day} chosen={chosen} onChoose={onChoose} />
      ))}
    </div>
  );
}

interface RefusedProps {
  wrong: Problem | null;
  onChoose: (when: When) => void;
}

/** Why it was refused; of a taken slot, which ones are near and free. */
export function Refused({ wrong, onChoose }: RefusedProps) {
  if (!wrong) return null;
  const near = (wrong.body as { slots?: When[] }).slots ?? [];
  return (
    <Notice tone="error">
      {refusalOf(wrong)}
      {near.length > 0 && (
        <div class="row-actions">
          {near.map((when) => (
            <Button key={when.date + when.time} onClick={() => onChoose(when)}>
              {shortDay(when.date)} {when.time}
            </Button>
          ))}
        </div>
      )}
    </Notice>
  );
}
