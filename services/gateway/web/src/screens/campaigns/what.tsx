// SPDX-License-Identifier: Apache-2.0
// Step two: what it says, in up to three texts that are compared, by which channels, and how
// one real customer gets it.
import { useEffect, useState } from "preact/hooks";
import type { CampaignPlan, CampaignSample, LetterPreview } from "../../gen/api";
import { Button, Dialog, Notice, Skeleton } from "../../kit/kit";
import { ask, commandHeaders, type Problem } from "../../lib/api";
import { t } from "../../lib/i18n";
import { refusalOf } from "../../lib/refusal";
import { isPaper, Letter, Paper, Short } from "../weeklist/preview";
import { questionOf } from "./reach";

type Variant = CampaignPlan["variants"][number];
type Text = Variant["texts"][number];
type Channel = CampaignPlan["channels"][number];

const CHANNELS: Channel[] = ["email", "sms", "push", "letter", "card", "phone"];
/** Shown as they are typed. */
const FIELDS = { voornaam: "{voornaam}", kenteken: "{kenteken}", auto: "{auto}" };
const CODES = ["A", "B", "C"];

export interface StepProps {
  plan: CampaignPlan;
  onChange: (plan: CampaignPlan) => void;
}

interface OrderProps {
  channels: Channel[];
  onChange: (channels: Channel[]) => void;
}

/** Which channels, the first one first. */
function Order({ channels, onChange }: OrderProps) {
  const order = [...channels, ...CHANNELS.filter((one) => !channels.includes(one))];
  const move = (channel: Channel) => {
    const at = channels.indexOf(channel);
    const moved = channels.filter((one) => one !== channel);
    moved.splice(at - 1, 0, channel);
    onChange(moved);
  };
  return (
    <ol class="channels">
      {order.map((channel) => {
        const at = channels.indexOf(channel);
        const name = t.optional(`profile.channel.${channel}`);
        return (
          <li key={channel}>
            <label>
              <input
                type="checkbox"
                checked={at >= 0}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(checked ? [...channels, channel] : channels.filter((one) => one !== channel))
                }
              />
              {name}
            </label>
            {at > 0 && (
              <Button kind="quiet" aria-label={t("campaigns.sooner", { name })} onClick={() => move(channel)}>
                ↑
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

export function Channels({ plan, onChange }: StepProps) {
  return (
    <fieldset class="card">
      <legend>{t("campaigns.channels")}</legend>
      <p class="soft">{t("campaigns.channelsHelp")}</p>
      <Order channels={plan.channels} onChange={(channels) => onChange({ ...plan, channels })} />
    </fieldset>
  );
}

/** Versions may differ in how they go as well; who is counted is whom any of them can reach. */
function OwnChannels({ plan, at, onChange }: StepProps & { at: number }) {
  const variant = plan.variants[at]!;
  const put = (channels: Channel[] | undefined) => {
    const { channels: _, ...rest } = variant;
    const next: Variant = channels ? { ...rest, channels } : rest;
    onChange({
      ...plan,
      channels: [...new Set([...plan.channels, ...(channels ?? [])])],
      variants: plan.variants.map((one, n) => (n === at ? next : one)),
    });
  };
  return (
    <div class="stack">
      <label class="choice">
        <input
          type="checkbox"
          checked={!!variant.channels}
          onChange={({ currentTarget: { checked } }) => put(checked ? [plan.channels[0] ?? "email"] : undefined)}
        />
        <span>{t("campaigns.ownChannels", { code: variant.code })}</span>
      </label>
      {variant.channels && (
        <>
          <Order channels={variant.channels} onChange={put} />
          <p class="soft">{t("campaigns.ownChannelsHelp")}</p>
        </>
      )}
    </div>
  );
}

interface TextProps {
  text: Text;
  code: string;
  onChange: (text: Text) => void;
}

function TextFields({ text, code, onChange }: TextProps) {
  const put = (name: "subject" | "text" | "short_text" | "button", value: string) => {
    const { [name]: _, ...rest } = text;
    const isNeeded = name === "subject" || name === "text";
    onChange((value || isNeeded ? { ...rest, [name]: value } : rest) as Text);
  };
  const id = `text-${code}-${text.language}`;
  return (
    <div class="stack" lang={text.language}>
      <label>
        {t("campaigns.subject")}
        <input
          id={`${id}-subject`}
          required
          maxLength={200}
          value={text.subject}
          onInput={({ currentTarget: { value } }) => put("subject", value)}
        />
      </label>
      <label>
        {t("campaigns.text")}
        <textarea
          rows={7}
          required
          maxLength={4000}
          value={text.text}
          onInput={({ currentTarget: { value } }) => put("text", value)}
        />
      </label>
      <label>
        {t("campaigns.shortText")}
        <textarea
          rows={2}
          maxLength={700}
          value={text.short_text ?? ""}
          onInput={({ currentTarget: { value } }) => put("short_text", value)}
        />
      </label>
      <label>
        {t("campaigns.button")}
        <input
          maxLength={60}
          value={text.button ?? ""}
          onInput={({ currentTarget: { value } }) => put("button", value)}
        />
      </label>
    </div>
  );
}

interface ShownProps {
  plan: CampaignPlan;
  channels: Channel[];
  text: Text;
  onClose: () => void;
}

/** One after the other of the people it reaches, by each channel. */
function Preview({ plan, channels: offered, text, onClose }: ShownProps) {
  const [people, setPeople] = useState<CampaignSample["people"] | null>(null);
  const [at, setAt] = useState(0);
  const [channel, setChannel] = useState<Channel>(offered[0] ?? "email");
  const [shown, setShown] = useState<LetterPreview | null>(null);
  const [wrong, setWrong] = useState<Problem | null>(null);
  const person = people?.[at];

  useEffect(() => {
    const { selection, kind, channels } = questionOf(plan);
    const body = { selection, kind, channels };
    ask<CampaignSample>("/v1/campaigns/sample", { method: "POST", body, headers: commandHeaders() })
      .then((answer) => setPeople(answer.body.people))
      .catch(setWrong);
  }, []);

  useEffect(() => {
    if (!person) return undefined;
    let left = false;
    setShown(null);
    ask<LetterPreview>("/v1/campaigns/preview", {
      method: "POST",
      headers: commandHeaders(),
      body: {
        ...text,
        customer_id: person.customer_id,
        vehicle_id: person.vehicle_id,
        kind: plan.kind,
        channel,
      },
    }).then(
      (answer) => !left && setShown(answer.body),
      (cause: Problem) => !left && setWrong(cause),
    );
    return () => void (left = true);
  }, [person, channel]);

  const isShort = channel === "sms" || channel === "push";
  const count = people?.length ?? 0;
  return (
    <Dialog title={t("campaigns.preview")} onClose={onClose}>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {people?.length === 0 && <p>{t("campaigns.nobody")}</p>}
      {person && (
        <div class="actions between">
          <Button aria-label={t("campaigns.before")} disabled={at === 0} onClick={() => setAt(at - 1)}>
            ‹
          </Button>
          <strong aria-live="polite">{(person.customer as { name?: string }).name}</strong>
          <Button aria-label={t("campaigns.after")} disabled={at + 1 >= count} onClick={() => setAt(at + 1)}>
            ›
          </Button>
          <label>
            {t("campaigns.channel")}
            <select
              value={channel}
              onChange={({ currentTarget: { value } }) => setChannel(value as Channel)}
            >
              {offered.map((one) => (
                <option key={one} value={one}>
                  {t.optional(`profile.channel.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {!shown && !wrong && count > 0 && <Skeleton rows={6} />}
      {shown && isShort && <Short shown={shown} isOpen />}
      {shown && isPaper(channel) && <Paper shown={shown} isOpen />}
      {shown && !isShort && !isPaper(channel) && <Letter shown={shown} onClose={onClose} isOpen />}
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}

function VariantCard({ plan, at, onChange }: StepProps & { at: number }) {
  const [isShown, setShown] = useState(false);
  const variant = plan.variants[at]!;
  const [language, setLanguage] = useState<Text["language"]>(variant.texts[0]?.language ?? "nl");
  const text = variant.texts.find((one) => one.language === language);
  const put = (texts: Text[]) =>
    onChange({
      ...plan,
      variants: plan.variants.map((one, n) => (n === at ? { ...one, texts } : one)),
    });
  return (
    <fieldset class="card">
      <legend>{plan.variants.length > 1 ? t("campaigns.variant", { code: variant.code }) : t("campaigns.message")}</legend>
      <div class="actions" role="group" aria-label={t("preview.language")}>
        {(["nl", "en"] as const).map((one) => (
          <Button key={one} aria-pressed={one === language} onClick={() => setLanguage(one)}>
            {t(`preview.${one}`)}
          </Button>
        ))}
      </div>
      {text ? (
        <TextFields
          text={text}
          code={variant.code}
          onChange={(next) => put(variant.texts.map((one) => (one.language === language ? next : one)))}
        />
      ) : (
        <div>
          <p class="soft">{t("campaigns.noLanguage")}</p>
          <Button onClick={() => put([...variant.texts, { language, subject: "", text: "" }])}>
            {t("campaigns.addLanguage")}
          </Button>
        </div>
      )}
      <p class="soft">{t("campaigns.personal", FIELDS)}</p>
      {(plan.variants.length > 1 || variant.channels) && (
        <OwnChannels plan={plan} at={at} onChange={onChange} />
      )}
      <div class="actions">
        {plan.variants.length > 1 && (
          <Button
            kind="quiet"
            onClick={() => onChange({ ...plan, variants: plan.variants.filter((_, n) => n !== at) })}
          >
            {t("campaigns.removeVariant", { code: variant.code })}
          </Button>
        )}
        <Button disabled={!text} onClick={() => setShown(true)}>
          {t("campaigns.preview")}
        </Button>
      </div>
      {isShown && text && (
        <Preview
          plan={plan}
          channels={variant.channels?.length ? variant.channels : plan.channels}
          text={text}
          onClose={() => setShown(false)}
        />
      )}
    </fieldset>
  );
}

export function What({ plan, onChange }: StepProps) {
  const code = CODES.find((one) => !plan.variants.some((variant) => variant.code === one));
  return (
    <div class="stack">
      <Channels plan={plan} onChange={onChange} />
      {plan.variants.map((variant, at) => (
        <VariantCard key={variant.code} plan={plan} at={at} onChange={onChange} />
      ))}
      {code && (
        <div>
          <Button
            onClick={() =>
              onChange({
                ...plan,
                variants: [...plan.variants, { code, texts: structuredClone(plan.variants[0]?.texts ?? []) }],
              })
            }
          >
            {t("campaigns.addVariant", { code })}
          </Button>
          <p class="soft">{t("campaigns.variantsHelp")}</p>
        </div>
      )}
    </div>
  );
}
