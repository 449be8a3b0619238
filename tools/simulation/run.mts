/** Sends rows through the nodes' own job code in a simulated world. */

import type { VideoRequest } from '../../nodes/shared/domain/request.ts';
import type { ProviderId } from '../../nodes/shared/domain/vocabulary.ts';
import type { JournalStore } from '../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import type { RowOutcome } from '../../nodes/SeedanceGenerate/pay/row.ts';
import type { VirtualClock } from './virtualClock.mts';

/** The parts of nodes/shared under test, compiled or from their sources */
export interface Modules {
	decideRows: typeof import('../../nodes/SeedanceGenerate/pay/decide.ts').decideRows;
	ordersOf: typeof import('../../nodes/SeedanceGenerate/pay/decide.ts').ordersOf;
	payOrders: typeof import('../../nodes/SeedanceGenerate/pay/pay.ts').payOrders;
	Ledger: typeof import('../../nodes/SeedanceGenerate/pay/ledger/ledger.ts').Ledger;
	Governor: typeof import('../../nodes/shared/tasks/governor.ts').Governor;
	Journal: typeof import('../../nodes/SeedanceGenerate/pay/ledger/journal.ts').Journal;
	markOf: typeof import('../../nodes/SeedanceGenerate/pay/ledger/journal.ts').markOf;
	PROVIDERS: typeof import('../../nodes/shared/providers/index.ts').PROVIDERS;
}

export interface SimulationOptions {
	modules: Modules;
	clock: VirtualClock;
	world: ReturnType<typeof import('./world.mts').createWorld>;
	provider: ProviderId;
	rows: number;
	maxConcurrency?: number;
	maxOpenTasks?: number;
	pollSeconds?: number;
	timeoutMinutes?: number;
	journalStore?: JournalStore;
	isUserRetry?: boolean;
	/** Tells runs that share a world apart */
	name?: string;
	rowEnded?: (outcome: RowOutcome) => void;
}

export function requestFor(provider: ProviderId, index: number): VideoRequest {
	return {
		provider,
		model: 'custom',
		modelId: 'seedance-simulated',
		mode: 'textToVideo',
		modeIsAutomatic: true,
		prompt: `A paper boat, take ${index}`,
		media: [],
		durationSeconds: 5,
		resolution: '720p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {},
	};
}

export async function simulateRun(options: SimulationOptions): Promise<RowOutcome[]> {
	const { modules, clock, world, provider: id } = options;
	const provider = modules.PROVIDERS[id];
	const governor = new modules.Governor({
		clock,
		stop: clock.stop,
		maxConcurrency: options.maxConcurrency ?? 10,
		maxOpenTasks: options.maxOpenTasks ?? 0,
		rates: provider.capabilities.ratePerSecond,
	});
	const rows = Array.from({ length: options.rows }, (_, itemIndex) => {
		const request = requestFor(id, itemIndex);
		return {
			itemIndex,
			request,
			fingerprint: String(itemIndex),
			prepare: async () => ({ request }),
		};
	});
	const ledger = new modules.Ledger({
		journal: new modules.Journal(options.journalStore ?? {}, 0),
		isUserRetry: options.isUserRetry ?? false,
		provider: id,
		clock,
		markFor: (row, submission) =>
			modules.markOf([options.name ?? 'run', row.key ?? String(row.itemIndex), String(submission)]),
	});
	const decided = modules.decideRows(rows, ledger, provider.displayName);
	return await modules.payOrders(modules.ordersOf(decided), {
		provider,
		ledger,
		client: world.client(),
		governor,
		clock,
		stop: clock.stop,
		pollIntervalMs: (options.pollSeconds ?? 10) * 1000,
		deadlineMs: clock.now() + (options.timeoutMinutes ?? 30) * 60_000,
		completion: 'wait',
		rowEnded: options.rowEnded,
	});
}
