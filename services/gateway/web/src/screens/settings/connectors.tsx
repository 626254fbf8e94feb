// SPDX-License-Identifier: Apache-2.0
// Beheer → Koppelingen: which other systems are told what, and tell us; the secret is shown
// once. How a system names things is its mapping, which is text here and data to the gateway.
import { useState } from "preact/hooks";
import type { Connector, ConnectorChange, ConnectorList, ConnectorLog, ConnectorMade } from "../../gen/api";
import { Badge, Button, Dialog, Empty, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand } from "../../lib/command";
import { moment, t, type Key } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { zone } from "../../lib/session";

const FACTS = [
  "invitation_sent",
  "message_failed",
  "visit_recorded",
  "visit_credited",
  "advice_saved",
  "call_wanted",
  "call_asked",
  "appointment_made",
  "appointment_moved",
  "appointment_cancelled",
] as const;

const TONES: Record<string, string> = { delivered: "yes", waiting: "no", dead: "never" };
const POLL_MS = 5000;

const pretty = (mapping: ConnectorChange["mapping"]) => JSON.stringify(mapping, null, 2);

/** What the form says; null and a sentence when the mapping is no JSON. */
function read(form: FormData): ConnectorChange | null {
  try {
    const url = String(form.get("url")).trim();
    return {
      name: String(form.get("name")).trim(),
      ...(url ? { url } : {}),
      facts: FACTS.filter((fact) => form.get(fact)),
      personal: !!form.get("personal"),
      agreed: !!form.get("agreed"),
      active: !!form.get("active"),
      mapping: JSON.parse(String(form.get("mapping"))) as ConnectorChange["mapping"],
    };
  } catch {
    return null;
  }
}

function Tick({ name, label, on }: { name: string; label: string; on: boolean }) {
  return (
    <label class="inline">
      <input type="checkbox" name={name} defaultChecked={on} /> <span>{label}</span>
    </label>
  );
}

interface EditProps {
  of: Connector | null;
  systems: ConnectorList["systems"];
  onClose: () => void;
  onMade: (made: ConnectorMade) => void;
}

function Edit({ of, systems, onClose, onMade }: EditProps) {
  const save = useCommand();
  const [mapping, setMapping] = useState(of ? pretty(of.mapping) : pretty(systems[0]!));
  const [wrong, setWrong] = useState("");
  const about = systems.find((system) => mapping.includes(`"${system.system}"`))?.about;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const body = read(new FormData(event.currentTarget as HTMLFormElement));
    setWrong(body ? "" : t("connectors.noJson"));
    if (!body) return;
    if (of) {
      if (await save.run<Connector>(`/v1/connectors/${of.connector_id}`, { method: "PUT", body })) onClose();
      return;
    }
    const made = await save.run<ConnectorMade>("/v1/connectors", { method: "POST", body });
    if (made) onMade(made);
  }

  return (
    <Dialog title={t(of ? "connectors.edit" : "connectors.add")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {!of && (
          <label>
            {t("connectors.system")}
            <select onChange={(event) => {
              const found = systems[event.currentTarget.selectedIndex];
              if (found) setMapping(pretty(found));
            }}>
              {systems.map((system) => (
                <option key={system.system}>{system.system}</option>
              ))}
            </select>
          </label>
        )}
        {about && <p class="soft">{about}</p>}
        <label>
          {t("connectors.name")}
          <input name="name" required maxLength={60} defaultValue={of?.name ?? ""} />
        </label>
        <label>
          {t("connectors.url")}
          <input name="url" type="url" maxLength={500} defaultValue={of?.url ?? ""} />
        </label>
        <fieldset>
          <legend>{t("connectors.facts")}</legend>
          {FACTS.map((fact) => (
            <Tick
              key={fact}
              name={fact}
              label={t(`connectors.fact.${fact}` as Key)}
              on={of?.facts.includes(fact) ?? false}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>{t("connectors.privacy")}</legend>
          <Tick name="personal" label={t("connectors.personal")} on={of?.personal ?? false} />
          <Tick name="agreed" label={t("connectors.agreed")} on={of?.agreed ?? false} />
        </fieldset>
        <Tick name="active" label={t("connectors.active")} on={of?.active ?? true} />
        <details>
          <summary>{t("connectors.mapping")}</summary>
          <textarea
            name="mapping"
            rows={14}
            aria-label={t("connectors.mapping")}
            value={mapping}
            onInput={(event) => setMapping(event.currentTarget.value)}
          />
        </details>
        {wrong && <Notice tone="error">{wrong}</Notice>}
        {save.wrong && <Notice tone="error">{refusalOf(save.wrong)}</Notice>}
        <div class="in-line">
          <Button type="submit" kind="primary" disabled={save.busy}>
            {t("connectors.save")}
          </Button>
          <Button onClick={onClose}>{t("connectors.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Secret({ made, onClose }: { made: ConnectorMade; onClose: () => void }) {
  return (
    <Dialog title={t("connectors.secret")} onClose={onClose}>
      <div class="stack">
        <p>{t("connectors.secretOnce")}</p>
        <dl class="facts">
          <dt>{t("connectors.secret")}</dt>
          <dd><code>{made.secret}</code></dd>
          <dt>{t("connectors.key")}</dt>
          <dd><code>{made.key}</code></dd>
          <dt>{t("connectors.hook")}</dt>
          <dd><code>{location.origin + made.hook}</code></dd>
        </dl>
        <Button kind="primary" onClick={onClose}>{t("connectors.noted")}</Button>
      </div>
    </Dialog>
  );
}

function Log({ of }: { of: Connector }) {
  const { body } = useLoaded<ConnectorLog>(`/v1/connectors/${of.connector_id}/deliveries`, { every: POLL_MS });
  if (!body) return <Skeleton rows={3} />;
  return (
    <div class="stack">
      <h3>{t("connectors.told")}</h3>
      {body.deliveries.length === 0 && <p class="soft">{t("connectors.nothing")}</p>}
      <ul class="plain">
        {body.deliveries.slice(0, 10).map((one) => (
          <li key={one.delivery_id}>
            <Badge tone={TONES[one.state] ?? ""}>{t(`connectors.state.${one.state}` as Key)}</Badge>{" "}
            {t.known(`connectors.fact.${one.fact}`) ?? one.fact} · {moment(one.at, zone())} ·{" "}
            {t("connectors.attempts", { n: one.attempts })} {one.error}
          </li>
        ))}
      </ul>
      <h3>{t("connectors.heard")}</h3>
      {body.posts.length === 0 && <p class="soft">{t("connectors.nothing")}</p>}
      <ul class="plain">
        {body.posts.slice(0, 10).map((one) => (
          <li key={one.post_id}>
            <Badge tone={one.code ? "never" : "yes"}>{one.code || t("connectors.taken")}</Badge>{" "}
            {t.known(`connectors.kind.${one.kind}`) ?? one.kind} · {moment(one.at, zone())} {one.detail}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OneProps {
  of: Connector;
  onEdit: () => void;
  onSecret: (made: ConnectorMade) => void;
  onChange: () => void;
}

function One({ of, onEdit, onSecret, onChange }: OneProps) {
  const give = useCommand();
  const at = `/v1/connectors/${of.connector_id}`;

  async function run(path: string, said: Key) {
    if (await give.run(at + path, { method: "POST" })) say(t(said));
    onChange();
  }
  async function renew() {
    const made = await give.run<ConnectorMade>(`${at}/secret`, { method: "POST" });
    if (made) onSecret(made);
  }
  async function remove() {
    if (!confirm(t("connectors.sure", { name: of.name }))) return;
    await give.run(at, { method: "DELETE" });
    onChange();
  }

  return (
    <li class="card stack">
      <h2>
        {of.name} <Badge tone={of.active ? "yes" : "no"}>{t(of.active ? "connectors.on" : "connectors.off")}</Badge>
      </h2>
      <p class="soft">
        {of.url || t("connectors.onlyIn")} · {t("connectors.waiting", { n: of.waiting })} ·{" "}
        {t("connectors.dead", { n: of.dead })}
      </p>
      {give.wrong && <Notice tone="error">{refusalOf(give.wrong)}</Notice>}
      <div class="in-line">
        <Button onClick={onEdit}>{t("connectors.edit")}</Button>
        {of.url && <Button onClick={() => void run("/test", "connectors.tested")}>{t("connectors.test")}</Button>}
        {of.dead > 0 && <Button onClick={() => void run("/replay", "connectors.replayed")}>{t("connectors.replay")}</Button>}
        <Button onClick={() => void renew()}>{t("connectors.renew")}</Button>
        <Button kind="danger" onClick={() => void remove()}>{t("connectors.remove")}</Button>
      </div>
      <details>
        <summary>{t("connectors.log")}</summary>
        <Log of={of} />
      </details>
    </li>
  );
}

export function Connectors() {
  const { body, wrong, again } = useLoaded<ConnectorList>("/v1/connectors", { every: POLL_MS });
  const [edits, setEdits] = useState<Connector | "new" | null>(null);
  const [made, setMade] = useState<ConnectorMade | null>(null);
  return (
    <div class="stack page">
      <p>
        <Link href="/beheer">‹ {t("nav.settings")}</Link>
      </p>
      <h1>{t("connectors.title")}</h1>
      <p class="soft">{t("connectors.help")}</p>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={2} />}
      {body?.connectors.length === 0 && <Empty title={t("connectors.none")} />}
      <ul class="cards">
        {body?.connectors.map((one) => (
          <One
            key={one.connector_id}
            of={one}
            onEdit={() => setEdits(one)}
            onSecret={setMade}
            onChange={again}
          />
        ))}
      </ul>
      <div>
        <Button kind="primary" onClick={() => setEdits("new")}>{t("connectors.add")}</Button>
      </div>
      {edits && body && (
        <Edit
          of={edits === "new" ? null : edits}
          systems={body.systems}
          onClose={() => (setEdits(null), again())}
          onMade={(result) => (setEdits(null), setMade(result), again())}
        />
      )}
      {made && <Secret made={made} onClose={() => setMade(null)} />}
    </div>
  );
}
