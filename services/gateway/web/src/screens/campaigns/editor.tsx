// SPDX-License-Identifier: Apache-2.0
// One campaign, in three steps: who, what, when; the reach stands beside all of them. What was
// let go can be looked at and stopped.
import { useState } from "preact/hooks";
import type { Campaign, CampaignFields, CampaignPlan } from "../../gen/api";
import { Badge, Button, Link, Notice, say, Skeleton } from "../../kit/kit";
import { useCommand, type Command } from "../../lib/command";
import { moment, number, t } from "../../lib/i18n";
import { useLoaded } from "../../lib/load";
import { refusalOf } from "../../lib/refusal";
import { go, query, setQuery } from "../../lib/router";
import { me, zone } from "../../lib/session";
import { Outcome } from "./outcome";
import { Reach } from "./reach";
import { readSelection, writeSelection, type Field } from "./selection";
import { GroupOf } from "./sentence";
import { What } from "./what";
import { When } from "./when";

const STEPS = ["who", "what", "when"] as const;
type Step = (typeof STEPS)[number];
const POLL_MS = 4000;

const isOpen = (campaign: Campaign | null) =>
  !campaign || campaign.status === "draft" || campaign.status === "waiting_approval";

interface WhoProps {
  plan: CampaignPlan;
  fields: Field[];
  onChange: (plan: CampaignPlan) => void;
}

function Who({ plan, fields, onChange }: WhoProps) {
  const [group, setGroup] = useState(() => readSelection(plan.selection));
  return (
    <div class="stack">
      <label class="card">
        {t("campaigns.name")}
        <input
          required
          maxLength={120}
          value={plan.name}
          onInput={({ currentTarget: { value } }) => onChange({ ...plan, name: value })}
        />
      </label>
      <GroupOf
        fields={fields}
        group={group}
        onChange={(next) => {
          setGroup(next);
          onChange({ ...plan, selection: writeSelection(next) });
        }}
      />
    </div>
  );
}

function Steps({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  return (
    <nav class="steps" aria-label={t("campaigns.steps")}>
      {STEPS.map((one, at) => (
        <Button key={one} aria-current={one === step ? "step" : undefined} onClick={() => onStep(one)}>
          {at + 1}. {t(`campaigns.step.${one}`)}
        </Button>
      ))}
    </nav>
  );
}

function TestDialog({ campaign, command }: { campaign: Campaign; command: Command }) {
  const [email, setEmail] = useState("");
  return (
    <form
      class="actions"
      onSubmit={(event) => {
        event.preventDefault();
        void command
          .run(`/v1/campaigns/${campaign.id}/test`, { method: "POST", body: { email } })
          .then((done) => done && say(t("campaigns.tested", { email })));
      }}
    >
      <label>
        {t("campaigns.testTo")}
        <input
          type="email"
          required
          value={email}
          onInput={({ currentTarget: { value } }) => setEmail(value)}
        />
      </label>
      <Button type="submit" disabled={command.busy}>
        {t("campaigns.test")}
      </Button>
    </form>
  );
}

interface ActProps {
  campaign: Campaign;
  onDone: (campaign: Campaign) => void;
  isChanged: boolean;
}

function Acts({ campaign, onDone, isChanged }: ActProps) {
  const command = useCommand();
  const act = async (what: "approve" | "cancel") => {
    const now = await command.run<Campaign>(`/v1/campaigns/${campaign.id}/${what}`, {
      method: "POST",
      body: { expected_version: campaign.version },
    });
    if (now) onDone(now);
  };
  const isOver = campaign.status === "done" || campaign.status === "cancelled";
  const isOwn = campaign.status === "waiting_approval" && campaign.asked_by === me.value?.login;
  if (isOver) return null;
  return (
    <section class="card stack">
      {command.wrong && <Notice tone="error">{refusalOf(command.wrong)}</Notice>}
      {campaign.status === "waiting_approval" && (
        <Notice tone="warning">
          {t(isOwn ? "campaigns.waitsForOther" : "campaigns.waitsForYou", {
            who: campaign.asked_by ?? "",
            people: campaign.people_estimated
              ? t("campaigns.about", { count: number(campaign.people ?? 0) })
              : number(campaign.people ?? 0),
          })}
        </Notice>
      )}
      {isOpen(campaign) && <TestDialog campaign={campaign} command={command} />}
      <div class="actions">
        <Button kind="danger" disabled={command.busy} onClick={() => void act("cancel")}>
          {t(isOpen(campaign) ? "campaigns.discard" : "campaigns.stop")}
        </Button>
        {isOpen(campaign) && !isOwn && (
          <Button kind="primary" disabled={command.busy || isChanged} onClick={() => void act("approve")}>
            {t("campaigns.approve")}
          </Button>
        )}
      </div>
      {isChanged && isOpen(campaign) && <p class="soft">{t("campaigns.saveFirst")}</p>}
    </section>
  );
}

interface EditorProps {
  campaign: Campaign | null;
  start: CampaignPlan;
  fields: Field[];
  onSaved: (campaign: Campaign) => void;
}

/** Editing starts over when another version is on the table. */
export function Editor({ campaign, start, fields, onSaved }: EditorProps) {
  const [plan, setPlan] = useState(start);
  const save = useCommand();
  const step = (STEPS.find((one) => one === query.value.get("stap")) ?? "who") as Step;
  const isChanged = JSON.stringify(plan) !== JSON.stringify(start) || !campaign;

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const now = campaign
      ? await save.run<Campaign>(`/v1/campaigns/${campaign.id}`, {
          method: "PUT",
          body: { plan, expected_version: campaign.version },
        })
      : await save.run<Campaign>("/v1/campaigns", { method: "POST", body: { plan } });
    if (!now) return;
    say(t("campaigns.saved"));
    onSaved(now);
  }

  return (
    <div class="campaign-grid">
      <div class="stack">
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <Steps step={step} onStep={(one) => setQuery({ stap: one })} />
          {step === "who" && <Who plan={plan} fields={fields} onChange={setPlan} />}
          {step === "what" && <What plan={plan} onChange={setPlan} />}
          {step === "when" && <When plan={plan} onChange={setPlan} />}
          {save.wrong && <Notice tone="error">{refusalOf(save.wrong)}</Notice>}
          <div class="actions">
            <Button kind={isChanged ? "primary" : "plain"} type="submit" disabled={save.busy || !isChanged}>
              {t("campaigns.save")}
            </Button>
          </div>
        </form>
        {campaign && <Acts campaign={campaign} isChanged={isChanged} onDone={onSaved} />}
      </div>
      <Reach plan={plan} fields={fields} id={campaign?.id} />
    </div>
  );
}

export function One({ id }: { id: string }) {
  const { body, wrong, put } = useLoaded<Campaign>(`/v1/campaigns/${id}`, { every: POLL_MS });
  const fields = useLoaded<CampaignFields>("/v1/campaigns/fields");
  const refused = wrong ?? fields.wrong;
  return (
    <div class="stack page">
      <p>
        <Link href="/campagnes">‹ {t("nav.campaigns")}</Link>
      </p>
      {refused && <Notice tone="error">{refusalOf(refused)}</Notice>}
      {(!body || !fields.body) && !refused && <Skeleton rows={10} />}
      {body && (
        <div class="form-title">
          <h1>{body.plan.name}</h1>
          <Badge tone={body.status}>{t(`campaigns.status.${body.status}`)}</Badge>
          {body.approved_at && (
            <span class="soft">
              {t("campaigns.approvedBy", { who: body.approved_by ?? "", at: moment(body.approved_at, zone()) })}
            </span>
          )}
        </div>
      )}
      {body && fields.body && isOpen(body) && (
        <Editor key={body.version} campaign={body} start={body.plan} fields={fields.body.fields} onSaved={put} />
      )}
      {body && !isOpen(body) && (
        <>
          <Outcome campaign={body} />
          <Acts campaign={body} isChanged={false} onDone={put} />
        </>
      )}
    </div>
  );
}

export function Begin({ start, fields }: { start: CampaignPlan; fields: Field[] }) {
  return (
    <Editor
      campaign={null}
      start={start}
      fields={fields}
      onSaved={(campaign) => go(`/campagnes/${campaign.id}?stap=what`)}
    />
  );
}
