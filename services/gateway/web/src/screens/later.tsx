// SPDX-License-Identifier: Apache-2.0
// The screens that are fetched when the first one stands, with the words only they say.
import en from "../i18n/en.json?later";
import nl from "../i18n/nl.json?later";
import { addWords } from "../lib/i18n";

addWords({ nl, en });

export { Appointments } from "./appointments";
export { Fleets } from "./fleets";
export { Home } from "./home";
export { Passports } from "./passports";
export { CustomerPages } from "./profile";
export { Settings } from "./settings";
