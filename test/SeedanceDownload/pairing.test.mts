import { bareRun } from '../support/bareRun.mts';
import { DOWNLOAD, openDownloadLab } from './downloadLab.mts';

jest.setTimeout(60_000);

/** Which input item each file belongs to, as the node itself says it: the engine would add what is missing. */

let lab: Awaited<ReturnType<typeof openDownloadLab>>;
beforeAll(async () => {
	lab = await openDownloadLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

/** Two finished videos, and a row between them that leads nowhere. */
async function threeRows() {
	const tasks = await lab.order('evolink', ['A boat', 'A cup']);
	const found = await lab.generate('evolink', {
		parameters: { resource: 'task', operation: 'get' },
		rows: tasks,
	});
	const [boat, cup] = found.items('Node').map(({ json }) => json);
	return [boat, { taskId: 'task-unified-gone', videoUrl: 'nowhere' }, cup];
}

test.each([
	['task', 'continueRegularOutput'],
	['task', 'continueErrorOutput'],
	['url', 'continueRegularOutput'],
	['url', 'continueErrorOutput'],
])('Good and bad rows by %s are paired with On Error %s', async (source, onError) => {
	const items = await bareRun(lab.engine, {
		type: DOWNLOAD,
		parameters: { provider: 'evolink', source },
		settings: { onError },
		items: (await threeRows()).map((json) => ({ json })),
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(items.map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
});
