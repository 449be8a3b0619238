import { createHash } from 'node:crypto';
import { workflowFor } from '../../tools/demo/run.mts';
import { itemsOf } from '../../tools/n8n/client.mts';
import { withLocalFiles } from '../../tools/n8n/examples.mts';
import { exampleNamed } from './support/examples.mts';
import { refusedOf, videosOf } from './support/items.mts';
import { PROVIDERS, openStage } from './support/stage.mts';
import type { Execution } from '../../tools/n8n/client.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;
const catalog = exampleNamed('catalog to video');
const rows = catalog.pinData?.Catalog.map(({ json }) => json) ?? [];
/** Too short on purpose, to show a refusal. */
const REFUSED = 'MUG-09';

beforeAll(async () => {
	stage = await openStage({ jobMs: 1500, parallel: 4 });
});
afterAll(async () => await stage.close());

/** The names of an MP4's outermost boxes. */
function boxesOf(file: Buffer) {
	const names = [];
	for (let at = 0; at + 8 <= file.length; at += file.readUInt32BE(at)) {
		names.push(file.toString('latin1', at + 4, at + 8));
		if (file.readUInt32BE(at) < 8) break;
	}
	return names;
}

describe.each(PROVIDERS)('The catalog example on %s, in a real n8n', (provider) => {
	let execution: Execution;

	beforeAll(async () => {
		const local = withLocalFiles(catalog, stage.sandbox);
		const example = workflowFor(local, { id: provider }, { pollInterval: 1 });
		const workflow = await stage.save({ ...example, name: `Catalog on ${provider}` });
		const start = { triggerToStartFrom: { name: 'When clicking Execute workflow' } };
		const { executionId } = await stage.client.run(workflow, start);
		execution = await stage.client.untilEnded(String(executionId));
	});

	it('ends well, with one video per good row and the bad row on the error output', () => {
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Store or post the video')).toHaveLength(rows.length - 1);
		const refused = refusedOf(execution, 'Rows to look at');
		expect(refused.map(({ sku }) => sku)).toEqual([REFUSED]);
		expect(refused[0].message).toContain('Duration');
	});

	it('pays once per good row and never for the refused one', () => {
		expect(stage.sandbox.stats()[provider].tasksBilled).toBe(rows.length - 1);
	});

	it('stores real, whole MP4 files under the names of their rows', async () => {
		const videos = videosOf(execution, 'Store or post the video');
		const good = rows.filter(({ sku }) => sku !== REFUSED);
		expect(videos.map(({ file }) => file.fileName).sort()).toEqual(
			good.map(({ sku }) => `${sku}.mp4`).sort(),
		);
		for (const { download, file } of videos) {
			expect(file.mimeType).toBe('video/mp4');
			expect(file.id).toMatch(/^(filesystem|database)/);
			const content = await stage.client.binary(file);
			expect(boxesOf(content)).toEqual(expect.arrayContaining(['ftyp', 'moov', 'mdat']));
			expect(content.length).toBe(download.bytes);
			expect(createHash('sha256').update(content).digest('hex')).toBe(download.sha256);
		}
	});

	it('shows no key and no signed link in anything that n8n has kept', () => {
		const kept = JSON.stringify(execution);
		for (const key of Object.values(stage.sandbox.keys)) expect(kept).not.toContain(key);
	});
});
