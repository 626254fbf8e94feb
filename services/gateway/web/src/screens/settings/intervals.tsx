// SPDX-License-Identifier: Apache-2.0
// Service intervals of some cars, at /beheer/intervallen: a list in the garage's order, of
// which the first that fits a car counts. They beat the garage's own interval, and a car's
// own beats them; saving plans all its cars again.
import { useState } from "preact/hooks";
import type { Settings } from "../../gen/api";
import { Button, Empty } from "../../kit/kit";
import { t, type Key } from "../../lib/i18n";
import { SettingsForm, SettingsPage } from "./page";

type Interval = NonNullable<Settings["service_intervals"]>[number];

/** An empty field of a row is left out of it. */
type Change = { [Name in keyof Interval]?: Interval[Name] | undefined };

const MOST = 200;
const FUELS = ["petrol", "diesel", "electric", "lpg", "cng", "hydrogen"] as const;
const START: Interval = { months: 12, km: 15000 };

interface RowProps {
  n: number;
  last: number;
  interval: Interval;
  onChange: (change: Change) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function Row({ n, last, interval, onChange, onMove, onRemove }: RowProps) {
  const named = (key: Key) => t("intervals.nth", { what: t(key), n: String(n + 1) });
  const text = (name: "make" | "model", most: number) => (
    <td data-label={t(`intervals.${name}`)}>
      <input
        type="text"
        maxLength={most}
        aria-label={named(`intervals.${name}`)}
        placeholder={t("intervals.all")}
        value={interval[name] ?? ""}
        onInput={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
      />
    </td>
  );
  const number = (name: "months" | "km", least: number, most: number) => (
    <td data-label={t(`intervals.${name}`)}>
      <input
        type="number"
        min={least}
        max={most}
        required={interval[name === "months" ? "km" : "months"] === undefined}
        aria-label={named(`intervals.${name}`)}
        value={interval[name] ?? ""}
        onInput={({ currentTarget: { value } }) =>
          onChange({ [name]: value === "" ? undefined : Number(value) })
        }
      />
    </td>
  );
  return (
    <tr>
      {text("make", 60)}
      {text("model", 80)}
      <td data-label={t("intervals.fuel")}>
        <select
          aria-label={named("intervals.fuel")}
          value={interval.fuel ?? ""}
          onChange={({ currentTarget: { value } }) =>
            onChange({ fuel: (value || undefined) as Interval["fuel"] })
          }
        >
          <option value="">{t("intervals.all")}</option>
          {FUELS.map((fuel) => (
            <option key={fuel} value={fuel} selected={fuel === interval.fuel}>
              {t(`intervals.fuel.${fuel}`)}
            </option>
          ))}
        </select>
      </td>
      {number("months", 1, 120)}
      {number("km", 100, 1000000)}
      <td>
        <div class="row-actions">
          <Button kind="quiet" disabled={n === 0} aria-label={named("intervals.up")} onClick={() => onMove(n - 1)}>
            ↑
          </Button>
          <Button kind="quiet" disabled={n === last} aria-label={named("intervals.down")} onClick={() => onMove(n + 1)}>
            ↓
          </Button>
          <Button kind="quiet" aria-label={named("intervals.remove")} onClick={onRemove}>
            ×
          </Button>
        </div>
      </td>
    </tr>
  );
}

function changed(interval: Interval, change: Change): Interval {
  const entries = Object.entries({ ...interval, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function moved(list: Interval[], from: number, to: number): Interval[] {
  const others = list.filter((_, at) => at !== from);
  return [...others.slice(0, to), list[from]!, ...others.slice(to)];
}

function Table({ list, onChange }: { list: Interval[]; onChange: (list: Interval[]) => void }) {
  return (
    <table class="list stacking intervals">
      <thead>
        <tr>
          <th scope="col">{t("intervals.make")}</th>
          <th scope="col">{t("intervals.model")}</th>
          <th scope="col">{t("intervals.fuel")}</th>
          <th scope="col">{t("intervals.months")}</th>
          <th scope="col">{t("intervals.km")}</th>
          <th scope="col">
            <span class="visually-hidden">{t("intervals.order")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((interval, n) => (
          <Row
            key={n}
            n={n}
            last={list.length - 1}
            interval={interval}
            onChange={(change) =>
              onChange(list.map((one, at) => (at === n ? changed(one, change) : one)))
            }
            onMove={(to) => onChange(moved(list, n, to))}
            onRemove={() => onChange(list.filter((_, at) => at !== n))}
          />
        ))}
      </tbody>
    </table>
  );
}

function Editor({ values, onSaved }: { values: Settings; onSaved: (values: Settings) => void }) {
  const [list, setList] = useState<Interval[]>(values.service_intervals ?? []);

  return (
    <SettingsForm
      title="intervals.title"
      saved="intervals.saved"
      values={values}
      onSaved={onSaved}
      changeOf={() => ({ service_intervals: list })}
    >
      {list.length === 0 && (
        <Empty title={t("intervals.none")}>
          <p>{t("intervals.noneHelp")}</p>
        </Empty>
      )}
      {list.length > 0 && <Table list={list} onChange={setList} />}
      <div>
        <Button disabled={list.length >= MOST} onClick={() => setList([...list, START])}>
          {t("intervals.add")}
        </Button>
      </div>
    </SettingsForm>
  );
}

export function Intervals() {
  return <SettingsPage title="intervals.title" help="intervals.help" Editor={Editor} />;
}
