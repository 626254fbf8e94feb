// SPDX-License-Identifier: Apache-2.0
// A sheet with a one-time code, in a tab of its own: it is made anew each time it is asked for,
// and shown that once, so it is a form that posts and no address one could go back to.
import { t } from "../../lib/i18n";

interface Props {
  of: "paspoort" | "wagenpark";
  id: string;
}

export function Paper({ of, id }: Props) {
  return (
    <form class="stack" method="post" action={`/papier/${of}/${id}`} target="_blank">
      <p class="soft">{t("paper.hint")}</p>
      <div>
        <button type="submit" class="button">
          {t("paper.print")}
        </button>
      </div>
    </form>
  );
}
