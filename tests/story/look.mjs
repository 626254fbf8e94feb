// SPDX-License-Identifier: Apache-2.0
// Looks at customer's pages as a phone, a tablet and a desktop would, without scripts.
// Usage: node look.mjs FOLDER < pages.json, a list of {name, url, choose?: [css], press?: css}.
// Writes FOLDER/<name>-<width>-<light|dark>.png (dark on the phone only) and prints what is wrong as JSON lines: axe's
// findings, pages wider than their screen, targets lower than 24 px.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(new URL('../../services/gateway/web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 768, 1280];
const folder = process.argv[2];
const pages = JSON.parse(readFileSync(0, 'utf8'));

async function reach(page, one) {
	await page.goto(one.url);
	for (const css of one.choose ?? [])
		await page.check(css);
	if (one.press)
		await Promise.all([page.waitForNavigation(), page.click(one.press)]);
	if (one.unfold)
		for (const fold of await page.$$('details:not([open]) > summary'))
			await fold.click();
}

async function opened(browser, one, settings) {
	const context = await browser.newContext({ ...settings, viewport: { width: 360, height: 800 } });
	const page = await context.newPage();
	await reach(page, one);
	return page;
}

/** Drawn once, without scripts; then only the screen changes. */
async function shoot(browser, one) {
	const page = await opened(browser, one, { javaScriptEnabled: false });
	for (const [colorScheme, widths] of [['light', WIDTHS], ['dark', WIDTHS.slice(0, 1)]]) {
		await page.emulateMedia({ colorScheme });
		for (const width of widths) {
			await page.setViewportSize({ width, height: 800 });
			await page.screenshot({ path: `${folder}/${one.name}-${width}-${colorScheme}.png`, fullPage: true });
		}
	}
	await page.context().close();
}

async function judge(browser, one) {
	const page = await opened(browser, one, { bypassCSP: true });
	await page.evaluate(axe);
	for (const colorScheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme });
		await judgeAt(page, one, 360, colorScheme);
	}
	await page.context().close();
}

async function judgeAt(page, one, width, colorScheme) {
	const found = await page.evaluate(async () => {
		const { violations } = await window.axe.run();
		const wide = document.documentElement.scrollWidth - window.innerWidth;
		const low = [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
			.filter(e => !e.classList.contains('skip') && e.closest('label') === null)
			.filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 24)
			.map(e => e.outerHTML.slice(0, 80));
		return { wide, low, rules: violations.map(v => [v.id, v.nodes[0].html.slice(0, 200)]) };
	});
	for (const [rule, node] of found.rules)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, rule, node }));
	if (found.wide > 0)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, wide: found.wide }));
	for (const node of found.low)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, low: node }));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] });
try {
	for (const one of pages) {
		await judge(browser, one);
		await shoot(browser, one);
	}
} finally {
	await browser.close();
}
