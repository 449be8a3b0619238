/** Task operations on cells that hold no task id, on n8n's own engine. */

import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { cell, rowTools } from './rows.mts';
import type { Lab } from '../../support/lab.mts';

let lab: Lab;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(async () => await lab.close());

const { refusals } = rowTools(() => lab);

describe.each(PROVIDER_IDS)('P17 On %s', (provider) => {
	test.each(['get', 'wait', 'cancel', 'delete'])(
		'a Task ID that is none is not asked for: %s',
		async (operation) => {
			const ids = ['#N/A', '{{ $json.taskId }}', 'undefined', '[object Object]', '-', '=A2'];
			const said = await refusals(
				provider,
				{ resource: 'task', operation, taskId: cell('id') },
				ids.map((id) => ({ id })),
			);
			expect(said).toEqual(
				ids.map((id) => expect.stringContaining(`Task ID is "${id}", `) as string),
			);
		},
	);
});
