/**
 * Writes what a person looks at afterwards: a table and a page that plays the videos.
 */

import fs from 'node:fs';
import path from 'node:path';
import { costOf } from './summary.mts';
import type { ProviderOutcome, RowOutcome } from './run.mts';

function csvCell(value: unknown) {
	const text = String(value);
	return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function html(value: unknown) {
	return String(value)
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}

const COLUMNS = [
	'provider',
	'sku',
	'product',
	'look',
	'seconds',
	'ratio',
	'state',
	'taskId',
	'file',
	'bytes',
	'message',
] as const;

export function resultsCsv(outcomes: ProviderOutcome[]): string {
	const lines = outcomes.flatMap(({ provider, rows }) =>
		rows.map((outcome) => {
			const cells: Record<string, unknown> = {
				...outcome.row,
				...outcome,
				provider: provider.name,
			};
			return COLUMNS.map((column) => csvCell(cells[column])).join(',');
		}),
	);
	return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

const STYLE = `
	:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
	body { margin: 0 auto; max-width: 1180px; padding: 24px 16px 64px; }
	h1 { font-size: 26px; margin: 0 0 4px; }
	h2 { font-size: 18px; margin: 32px 0 8px; }
	p { margin: 0 0 8px; opacity: .75; }
	.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); }
	.card { border: 1px solid #8884; border-radius: 12px; overflow: hidden; }
	.frame { aspect-ratio: 1; background: #0002; overflow: hidden; position: relative; }
	.frame video, .frame img { height: 100%; inset: 0; object-fit: contain; position: absolute; width: 100%; }
	.frame img { opacity: .35; }
	.text { padding: 8px 12px 12px; font-size: 13px; }
	.text strong { display: block; font-size: 14px; }
	.task { opacity: .6; overflow-wrap: anywhere; }
	.bad { color: #c0392b; }
`;

function card({ row, state, taskId, file, message }: RowOutcome): string {
	const image = `images/${path.posix.basename(row.image)}`;
	const frame =
		state === 'finished'
			? `<video src="${html(file)}" poster="${html(image)}" controls muted loop playsinline preload="metadata"></video>`
			: `<img src="${html(image)}" alt="">`;
	const about =
		state === 'finished'
			? `${html(row.look)} · ${row.seconds} s · ${html(row.ratio)}<br><span class="task">${html(taskId)}</span>`
			: `<span class="bad">${state === 'refused' ? 'Refused before sending: ' : ''}${html(message)}</span>`;
	return `<div class="card"><div class="frame">${frame}</div><div class="text"><strong>${html(row.product)}</strong>${about}</div></div>`;
}

export function resultsHtml(outcomes: ProviderOutcome[]): string {
	const sections = outcomes.map((outcome) => {
		const { provider, rows, seconds } = outcome;
		const cost = costOf(outcome);
		const finished = rows.filter((row) => row.state === 'finished').length;
		return (
			`<h2>${html(provider.name)}</h2><p>${finished} of ${rows.length} rows in ${seconds.toFixed(1)} s${cost === '' ? '' : ` · ${html(cost)}`}</p>` +
			`<div class="grid">${rows.map(card).join('\n')}</div>`
		);
	});
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Catalog to video: results</title>
<style>${STYLE}</style>
<h1>Catalog to video</h1>
<p>Sample clips of the local sandbox, delivered by the same workflow on all providers. With your own key the same nodes bring real videos.</p>
${sections.join('\n')}
</html>
`;
}

/** Writes the table, the page and the pictures it shows; returns the paths of the first two. */
export function writeReport({
	outcomes,
	outputFolder,
	examplesFolder,
}: {
	outcomes: ProviderOutcome[];
	outputFolder: string;
	examplesFolder: string;
}): { csv: string; html: string } {
	const images = path.join(outputFolder, 'images');
	fs.mkdirSync(images, { recursive: true });
	const used = new Set(outcomes.flatMap(({ rows }) => rows.map(({ row }) => row.image)));
	for (const image of used) {
		fs.copyFileSync(path.join(examplesFolder, image), path.join(images, path.basename(image)));
	}
	const csv = path.join(outputFolder, 'results.csv');
	const page = path.join(outputFolder, 'results.html');
	fs.writeFileSync(csv, resultsCsv(outcomes));
	fs.writeFileSync(page, resultsHtml(outcomes));
	return { csv, html: page };
}
