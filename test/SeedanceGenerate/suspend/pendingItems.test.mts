import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { buildItem } from '../../../nodes/shared/domain/item.ts';
import { withTask } from '../../../nodes/SeedanceGenerate/suspend/pendingItems.ts';

test.each(PROVIDER_IDS)('a finished task does not say that it counts as not finished: %s', (id) => {
	const { readTask } = PROVIDERS[id];
	const read = (status: string) =>
		readTask({ id: 'task_ab12', status }) as NonNullable<ReturnType<typeof readTask>>;
	const parked = buildItem({
		provider: id,
		task: read('accepted'),
		request: null,
		failure: null,
		statusWithoutTask: 'unknown',
		metadata: null,
		warnings: ['Keep this.'],
		estimate: {},
		includeRaw: false,
	});
	expect(parked.warnings).toHaveLength(2);
	expect(withTask(parked, read('failed')).warnings).toEqual(['Keep this.']);
});
