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

async function shoot(browser, one, width, colorScheme) {
	const context = await browser.newContext({
		javaScriptEnabled: false, colorScheme, viewport: { width, height: 800 } });
	const page = await context.newPage();
	await reach(page, one);
	await page.screenshot({ path: `${folder}/${one.name}-${width}-${colorScheme}.png`, fullPage: true });
	await context.close();
}

async function judge(browser, one, width, colorScheme) {
	const context = await browser.newContext({
		bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
	const page = await context.newPage();
	await reach(page, one);
	await page.evaluate(axe);
	const found = await page.evaluate(async () => {
		const { violations } = await window.axe.run();
		const wide = document.documentElement.scrollWidth - window.innerWidth;
		const low = [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
			.filter(e => !e.classList.contains('skip') && e.closest('label') === null)
			.filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 24)
			.map(e => e.outerHTML.slice(0, 80));
		return { wide, low, rules: violations.map(v => [v.id, v.nodes[0].html.slice(0, 200)]) };
	});
	await context.close();
	for (const [rule, node] of found.rules)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, rule, node }));
	if (found.wide > 0)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, wide: found.wide }));
	for (const node of found.low)
		console.log(JSON.stringify({ page: one.name, width, colorScheme, low: node }));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox'] });
try {
	for (const one of pages) {
		for (const colorScheme of ['light', 'dark']) {
			await judge(browser, one, 360, colorScheme);
			for (const width of colorScheme === 'light' ? WIDTHS : WIDTHS.slice(0, 1))
				await shoot(browser, one, width, colorScheme);
		}
	}
} finally {
	await browser.close();
}
