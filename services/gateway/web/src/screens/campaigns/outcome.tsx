// SPDX-License-Identifier: Apache-2.0
// What came of a campaign: where everybody is, and the arms beside each other with how sure
// the figures are. Nobody is declared the winner silently: the sentence says what it means.
import type { Campaign } from "../../gen/api";
import { Notice, Wide } from "../../kit/kit";
import { money, number, t } from "../../lib/i18n";

type Arm = NonNullable<Campaign["results"]>[number];

const share = (part: number, whole: number) => (whole > 0 ? `${number((100 * part) / whole, 1)} %` : "–");

/** By what a version went: its own channels, else the campaign's. */
function channelsOf(plan: Campaign["plan"], code: string): string {
  const own = plan.variants.find((one) => one.code === code);
  if (!own) return "–";
  const channels = own.channels?.length ? own.channels : plan.channels;
  return channels.map((one) => t.optional(`profile.channel.${one}`)).join(", ");
}

function ArmRow({ arm, plan }: { arm: Arm; plan: Campaign["plan"] }) {
  const name = arm.arm === "HELD_OUT" ? t("campaigns.heldOut") : t("campaigns.variant", { code: arm.arm });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t("campaigns.channels")}>{channelsOf(plan, arm.arm)}</td>
      <td class="figure" data-label={t("campaigns.people")}>{number(arm.people)}</td>
      <td class="figure" data-label={t("campaigns.visited")}>{number(arm.visited)}</td>
      <td class="figure" data-label={t("campaigns.share")}>{share(arm.visited, arm.people)}</td>
      <td class="figure" data-label={t("campaigns.interval")}>
        {arm.people > 0 &&
          `${number((arm.low_per_mille ?? 0) / 10, 1)} – ${number((arm.high_per_mille ?? 1000) / 10, 1)} %`}
      </td>
      <td class="figure" data-label={t("campaigns.revenue")}>{money(arm.revenue_cents ?? 0)}</td>
    </tr>
  );
}

function Arms({ campaign }: { campaign: Campaign }) {
  const variants = campaign.plan.variants.length;
  return (
    <section class="stack">
      <h2>{t("campaigns.results")}</h2>
      <Wide label={t("campaigns.results")}>
        <table class="list stacking">
          <thead>
            <tr>
              <th scope="col">{t("campaigns.arm")}</th>
              <th scope="col">{t("campaigns.channels")}</th>
              <th scope="col" class="figure">{t("campaigns.people")}</th>
              <th scope="col" class="figure">{t("campaigns.visited")}</th>
              <th scope="col" class="figure">{t("campaigns.share")}</th>
              <th scope="col" class="figure">{t("campaigns.interval")}</th>
              <th scope="col" class="figure">{t("campaigns.revenue")}</th>
            </tr>
          </thead>
          <tbody>{campaign.results?.map((arm) => <ArmRow key={arm.arm} arm={arm} plan={campaign.plan} />)}</tbody>
        </table>
      </Wide>
      <p class="soft">{t("campaigns.visitHelp")}</p>
      {variants > 1 && (
        <Notice tone="info">
          {campaign.winner
            ? t("campaigns.winner", { code: campaign.winner })
            : t("campaigns.noWinner")}
        </Notice>
      )}
    </section>
  );
}

const COUNTS = ["chosen", "waiting", "sent", "held_out", "left_out", "failed", "visited"] as const;

export function Outcome({ campaign }: { campaign: Campaign }) {
  return (
    <div class="stack">
      <section class="card">
        <dl class="facts">
          {COUNTS.map((name) => [
            <dt key={name}>{t(`campaigns.count.${name}`)}</dt>,
            <dd key={`${name}-n`}>{number(campaign.counts[name])}</dd>,
          ])}
          {!!campaign.counts.cost_cents && [
            <dt key="cost">{t("campaigns.cost")}</dt>,
            <dd key="cost-n">{money(campaign.counts.cost_cents)}</dd>,
          ]}
        </dl>
        {!!campaign.holds?.length && (
          <ul class="soft">
            {campaign.holds.map(({ reason, count }) => (
              <li key={reason}>
                {number(count)} {t.optional(`campaigns.hold.${reason}`)}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Arms campaign={campaign} />
    </div>
  );
}
