// SPDX-License-Identifier: Apache-2.0
// "Eigenaar / bestuurdersprofiel": who owns and who drives the car. The garage corrects the
// holder's data; an address to log in with is the holder's own to change.
import { useState } from "preact/hooks";
import { Button, Link, Notice, say } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { t, type Key } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { AddressFields, HabitField, LanguageField, Text } from "./fields";
import { driverOf } from "./status";
import type { Passport, PartyRef } from "./types";

interface Props {
  passport: Passport;
  onChange: (passport: Passport) => void;
}

const FIELDS = ["name", "phone", "company", "street", "postcode", "city", "country", "language"];

function Person({ role, party }: { role: Key; party: PartyRef }) {
  const facts: [Key, string | undefined][] = [
    [role, party.name],
    ["passports.company", party.company],
    ["passports.email", party.email],
    ["passports.mobile", party.phone],
    ["passports.street", party.street],
    ["passports.city", [party.postcode, party.city].filter(Boolean).join(" ")],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, text]) => text)
        .map(([key, text]) => (
          <>
            <dt>{t(key)}</dt>
            <dd>{text}</dd>
          </>
        ))}
    </dl>
  );
}

function Habit({ passport }: { passport: Passport }) {
  if (!passport.driving_habit) return null;
  return (
    <dl class="facts">
      <dt>{t("passports.habit")}</dt>
      <dd>
        {t(`passports.habit.${passport.driving_habit}`)}
        {!passport.habit_consent && <div class="soft">{t("passports.habit.asked")}</div>}
      </dd>
    </dl>
  );
}

function People({ passport }: { passport: Passport }) {
  const { owner, driver, fleet } = passport;
  return (
    <div class="stack">
      {owner && <Person role="passports.owner" party={owner} />}
      {fleet && (
        <dl class="facts">
          <dt>{t("passports.owner")}</dt>
          <dd>
            <Link href={`/wagenparken/${fleet.fleet_id}`}>{fleet.name}</Link>
          </dd>
        </dl>
      )}
      {driver && <Person role="passports.driver" party={driver} />}
      {!driver && <p class="soft">{t(owner ? "passports.ownerDrives" : "passports.nobody")}</p>}
      <Habit passport={passport} />
    </div>
  );
}

/** Only what was changed travels. */
function changes(form: FormData, passport: Passport): Record<string, string | boolean> {
  const party = driverOf(passport);
  const before: Record<string, unknown> = {
    country: "NL",
    language: "nl",
    ...party,
    driving_habit: passport.driving_habit,
  };
  const pairs = [...FIELDS, "driving_habit"].map(
    (name) => [name, String(form.get(name) ?? "").trim()] as const,
  );
  const changed = pairs.filter(([name, value]) => value !== (before[name] ?? ""));
  const agrees = form.get("habit_consent") === "yes";
  const consent = agrees === passport.habit_consent ? {} : { habit_consent: agrees };
  return { ...Object.fromEntries(changed), ...consent };
}

function Editor({ passport, onChange, onDone }: Props & { onDone: () => void }) {
  const party = driverOf(passport)!;
  const save = useCommand();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = changes(form, passport);
    if (Object.keys(body).length === 0) return onDone();
    const url = `/v1/passports/${passport.passport_id}`;
    const now = await save.run<Passport>(url, { method: "PUT", body, version: passport.version });
    if (!now) return;
    say(t("passports.saved"));
    onChange(now);
    onDone();
  }

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {save.wrong && (
        <Notice tone="error">
          {save.wrong.status === 412 ? t("error.colleague") : refusalOf(save.wrong)}
        </Notice>
      )}
      <div class="pair">
        <Text name="name" label="passports.name" value={party.name} most={160} required />
        <Text name="company" label="passports.company" value={party.company} most={160} />
      </div>
      <Text name="phone" label="passports.mobile" value={party.phone} most={40} type="tel" />
      <p class="soft">{t("passports.emailIsTheirs", { email: party.email ?? "–" })}</p>
      <AddressFields party={party} />
      <div class="pair">
        <LanguageField value={party.language} />
        <HabitField value={passport.driving_habit} />
      </div>
      <label class="inline">
        <input
          type="checkbox"
          name="habit_consent"
          value="yes"
          defaultChecked={passport.habit_consent}
        />
        {t("passports.habit.agrees")}
      </label>
      <div class="actions">
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button kind="primary" type="submit" disabled={save.busy}>
          {t("passports.save")}
        </Button>
      </div>
    </form>
  );
}

export function Profile({ passport, onChange }: Props) {
  const [editing, setEditing] = useState(false);
  const mayEdit = passport.status !== "archived" && driverOf(passport);
  return (
    <section class="card stack" aria-label={t("passports.profile")}>
      <h2>{t("passports.profile")}</h2>
      {editing ? (
        <Editor passport={passport} onChange={onChange} onDone={() => setEditing(false)} />
      ) : (
        <>
          <People passport={passport} />
          {mayEdit && (
            <div>
              <Button onClick={() => setEditing(true)}>{t("passports.edit")}</Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}
