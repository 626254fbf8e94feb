// SPDX-License-Identifier: Apache-2.0
// The build answers `?later` with the words that only what is fetched later says.
declare module "*.json?later" {
  const words: Record<string, string>;
  export default words;
}
