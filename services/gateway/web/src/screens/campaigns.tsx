// SPDX-License-Identifier: Apache-2.0
// Campaigns: the list, and the recipes a new one starts from (ITK 3.0 manual, "Flexibele en
// inspirerende selectiemodule voor eigen acties").
import type { Campaign, CampaignFields, CampaignPage, CampaignPlan, CampaignRecipes } from "../gen/api";
import { Badge, Empty, Link, Notice, Skeleton } from "../kit/kit";
import { day, number, t } from "../lib/i18n";
import { useLoaded } from "../lib/load";
import { refusalOf } from "../lib/refusal";
import { path, query } from "../lib/router";
import { Begin, One } from "./campaigns/editor";
import { said } from "./campaigns/selection";

const POLL_MS = 10000;

type Recipe = CampaignRecipes["recipes"][number];
type Row = CampaignPage["campaigns"][number];

function planOf(recipe: Recipe | undefined): CampaignPlan {
  return {
    name: recipe ? said(recipe.name) : "",
    ...(recipe ? { recipe: recipe.recipe } : {}),
    kind: recipe?.kind ?? "promotion",
    selection: recipe?.selection ?? '{"all":[]}',
    mode: "dynamic",
    channels: ["email"],
    variants: [
      { code: "A", texts: recipe?.texts ?? [{ language: "nl", subject: "", text: "" }] },
    ],
    holdout_per_mille: recipe?.kind === "recall" ? 0 : 100,
  };
}

function New() {
  const fields = useLoaded<CampaignFields>("/v1/campaigns/fields");
  const recipes = useLoaded<CampaignRecipes>("/v1/campaigns/recipes");
  const wrong = fields.wrong ?? recipes.wrong;
  const recipe = recipes.body?.recipes.find((one) => one.recipe === query.value.get("recept"));
  return (
    <div class="stack page">
      <p>
        <Link href="/campagnes">‹ {t("nav.campaigns")}</Link>
      </p>
      <h1>{recipe ? said(recipe.name) : t("campaigns.new")}</h1>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {fields.body && recipes.body ? (
        <Begin key={recipe?.recipe} start={planOf(recipe)} fields={fields.body.fields} />
      ) : (
        !wrong && <Skeleton rows={10} />
      )}
    </div>
  );
}

function Recipes() {
  const { body, wrong } = useLoaded<CampaignRecipes>("/v1/campaigns/recipes");
  return (
    <section class="stack" aria-label={t("campaigns.recipes")}>
      <h2>{t("campaigns.recipes")}</h2>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      <div class="tiles">
        {body?.recipes.map((recipe) => (
          <Link key={recipe.recipe} class="card tile" href={`/campagnes/nieuw?recept=${recipe.recipe}`}>
            <strong>{said(recipe.name)}</strong>
            <span class="soft">{said(recipe.why)}</span>
          </Link>
        ))}
        <Link class="card tile" href="/campagnes/nieuw">
          <strong>{t("campaigns.own")}</strong>
          <span class="soft">{t("campaigns.ownHelp")}</span>
        </Link>
      </div>
    </section>
  );
}

function CampaignRow({ row }: { row: Row }) {
  const { counts } = row;
  return (
    <tr>
      <td data-label={t("campaigns.name")}>
        <Link href={`/campagnes/${row.id}`}>{row.plan.name}</Link>
      </td>
      <td data-label={t("campaigns.statusTitle")}>
        <Badge tone={row.status}>{t(`campaigns.status.${row.status as Campaign["status"]}`)}</Badge>
      </td>
      <td class="figure" data-label={t("campaigns.count.sent")}>
        {number(counts.sent)}
      </td>
      <td class="figure" data-label={t("campaigns.count.visited")}>
        {number(counts.visited)}
      </td>
      <td data-label={t("campaigns.changed")}>{day(row.changed_at.slice(0, 10))}</td>
    </tr>
  );
}

function List() {
  const { body, wrong } = useLoaded<CampaignPage>("/v1/campaigns?limit=100", { every: POLL_MS });
  return (
    <div class="stack page">
      <h1>{t("nav.campaigns")}</h1>
      {wrong && <Notice tone="error">{refusalOf(wrong)}</Notice>}
      {!body && !wrong && <Skeleton rows={6} />}
      {body?.campaigns.length === 0 && (
        <Empty title={t("campaigns.none")}>
          <p>{t("campaigns.noneHelp")}</p>
        </Empty>
      )}
      {body && body.campaigns.length > 0 && (
        <table class="list stacking">
          <thead>
            <tr>
              <th scope="col">{t("campaigns.name")}</th>
              <th scope="col">{t("campaigns.statusTitle")}</th>
              <th scope="col" class="figure">{t("campaigns.count.sent")}</th>
              <th scope="col" class="figure">{t("campaigns.count.visited")}</th>
              <th scope="col">{t("campaigns.changed")}</th>
            </tr>
          </thead>
          <tbody>
            {body.campaigns.map((row) => (
              <CampaignRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <Recipes />
    </div>
  );
}

export function Campaigns() {
  const inside = path.value.split("/")[2];
  if (inside === "nieuw") return <New />;
  return inside ? <One key={inside} id={inside} /> : <List />;
}
