// SPDX-License-Identifier: Apache-2.0
// How customers are contacted, at /beheer/contact: by which channels and in which order, how
// often at most, and the days on which the garage is closed. An empty holiday is one that is
// over.
import { useState } from "preact/hooks";
import type { Settings, SettingsChange } from "../../gen/api";
import { Button } from "../../kit/kit";
import { addDays, today } from "../../lib/days";
import { t, type Key } from "../../lib/i18n";
import { CarrierChoices, carriersOf } from "./carriers";
import { SmsTest } from "./sms";
import { mayChangeSettings, SettingsForm, SettingsPage } from "./page";

type Channel = NonNullable<Settings["channel_order"]>[number];
type Figure = "cap_week" | "cap_month" | "cap_year";

const CHANNELS: Channel[] = ["email", "sms", "push", "letter", "card", "phone"];
const USUAL = { cap_week: 1, cap_month: 2, cap_year: 8 };
const CAPS: [Figure, number][] = [["cap_week", 7], ["cap_month", 30], ["cap_year", 100]];

interface OrderProps {
  order: Channel[];
  onChange: (order: Channel[]) => void;
}

function Used({ n, order, onChange }: OrderProps & { n: number }) {
  const channel = order[n]!;
  const named = (key: Key) => t("contact.of", { what: t(key), channel: t(`contact.${channel}`) });
  const swap = (to: number) => {
    const list = [...order];
    [list[n], list[to]] = [list[to]!, list[n]!];
    onChange(list);
  };
  return (
    <li class="channel-row">
      <span>{t(`contact.${channel}`)}</span>
      <span class="row-actions">
        <Button kind="quiet" disabled={n === 0} aria-label={named("contact.up")} onClick={() => swap(n - 1)}>
          ↑
        </Button>
        <Button
          kind="quiet"
          disabled={n === order.length - 1}
          aria-label={named("contact.down")}
          onClick={() => swap(n + 1)}
        >
          ↓
        </Button>
        <Button
          kind="quiet"
          disabled={order.length === 1}
          aria-label={named("contact.remove")}
          onClick={() => onChange(order.filter((_, at) => at !== n))}
        >
          ×
        </Button>
      </span>
    </li>
  );
}

function Order({ order, onChange }: OrderProps) {
  const others = CHANNELS.filter((channel) => !order.includes(channel));
  return (
    <fieldset class="card">
      <legend>{t("contact.order")}</legend>
      <p class="soft">{t("contact.orderHelp")}</p>
      <ol class="channel-order">
        {order.map((channel, n) => (
          <Used key={channel} n={n} order={order} onChange={onChange} />
        ))}
      </ol>
      <div class="actions">
        {others.map((channel) => (
          <Button key={channel} onClick={() => onChange([...order, channel])}>
            + {t(`contact.${channel}`)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function Holiday({ values }: { values: Settings }) {
  const isOver = !values.closed_until || values.closed_until < today();
  return (
    <fieldset class="card">
      <legend>{t("contact.holiday")}</legend>
      <p class="soft">{t("contact.holidayHelp")}</p>
      <label>
        {t("contact.closed_from")}
        <input name="closed_from" type="date" defaultValue={isOver ? "" : (values.closed_from ?? "")} />
      </label>
      <label>
        {t("contact.closed_until")}
        <input
          name="closed_until"
          type="date"
          min={today()}
          defaultValue={isOver ? "" : (values.closed_until ?? "")}
        />
      </label>
    </fieldset>
  );
}

/** One that is taken back ended yesterday. */
function holidayOf(form: FormData, old: Settings): Pick<SettingsChange, "closed_from" | "closed_until"> {
  const from = String(form.get("closed_from") ?? "");
  const until = String(form.get("closed_until") ?? "");
  const yesterday = addDays(today(), -1);
  if (from || until) return { closed_from: from || today(), closed_until: until || from };
  const wasOn = old.closed_until && old.closed_until >= today();
  return wasOn ? { closed_from: yesterday, closed_until: yesterday } : {};
}

function changeOf(form: FormData, order: Channel[], old: Settings): SettingsChange {
  const figures = CAPS.map(([name]) => [name, Number(form.get(name))]);
  return {
    ...(Object.fromEntries(figures) as Pick<SettingsChange, Figure>),
    channel_order: order,
    ...carriersOf(form),
    ...holidayOf(form, old),
  };
}

function Limits({ values }: { values: Settings }) {
  return (
    <fieldset class="card">
      <legend>{t("contact.caps")}</legend>
      <p class="soft">{t("contact.capsHelp")}</p>
      {CAPS.map(([name, most]) => (
        <label key={name}>
          {t(`contact.${name}` as Key)}
          <input name={name} type="number" required min={1} max={most} defaultValue={values[name] ?? USUAL[name]} />
        </label>
      ))}
    </fieldset>
  );
}

function Editor({ values, onSaved }: { values: Settings; onSaved: (values: Settings) => void }) {
  const [order, setOrder] = useState<Channel[]>(values.channel_order ?? ["email"]);

  return (
    <SettingsForm
      title="contact.title"
      saved="contact.saved"
      values={values}
      onSaved={onSaved}
      changeOf={(form) => changeOf(form, order, values)}
    >
      <div class="settings-grid">
        <Order order={order} onChange={setOrder} />
        <Limits values={values} />
        {mayChangeSettings() && <CarrierChoices values={values} />}
        <Holiday values={values} />
      </div>
    </SettingsForm>
  );
}

export function Contact() {
  return (
    <SettingsPage title="contact.title" help="contact.help" Editor={Editor}>
      {mayChangeSettings() && <SmsTest />}
    </SettingsPage>
  );
}
