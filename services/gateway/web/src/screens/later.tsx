// SPDX-License-Identifier: Apache-2.0
// The screens that are fetched when the first one stands, with the words only they say, and
// those of every refusal: `refusal.${code}`, which lib/refusal.ts looks up.
import en from "../i18n/en.json?later";
import nl from "../i18n/nl.json?later";
import { addWords } from "../lib/i18n";

addWords({ nl, en });

export { Appointments } from "./appointments";
export { Calls } from "./calls";
export { Campaigns } from "./campaigns";
export { Fleets } from "./fleets";
export { Home } from "./home";
export { Feedback } from "./help";
export { Leads } from "./leads";
export { Network } from "./network";
export { Passports } from "./passports";
export { Printing } from "./printing";
export { CustomerPages } from "./profile";
export { Results } from "./results";
export { Settings } from "./settings";
export { Support } from "./support";
