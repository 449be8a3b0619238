import { credentialsFor, openLab } from '../support/lab.mts';
import type { IDataObject } from 'n8n-workflow';
import type { jsonOf } from '../support/items.mts';
import type { ProviderId } from '../support/lab.mts';

/** An agency with one sheet for several customers: the credentials hold expressions. */

const TYPES = {
	evolink: 'seedanceEvoLinkApi',
	ark: 'seedanceArkApi',
	twelveAi: 'seedanceTwelveAiApi',
	ink: 'seedanceInkApi',
} as const;

export type Sheet = keyof typeof TYPES;

export const PROVIDERS = Object.keys(TYPES) as Sheet[];
export const CONTINUE = { onError: 'continueRegularOutput' } as const;

export async function openAgency() {
	const lab = await openLab();
	const rich = (provider: Sheet) => String(lab.sandbox.keys[provider]);
	const second = (provider: Sheet) => String(lab.sandbox.secondKeys[provider]);
	/** What somebody has typed into the credential, over what the sandbox needs. */
	function enter(provider: Sheet, typed: Record<string, string>) {
		const type = TYPES[provider];
		lab.engine.state.credentials[type] = { ...credentialsFor(lab.sandbox)[type], ...typed };
	}
	const ownerOf = (taskId: unknown) => lab.sandbox.tasks().find(({ id }) => id === taskId)?.owner;
	return {
		...lab,
		rich,
		second,
		enter,

		/** A new day: every credential takes its key from the row. */
		reset() {
			lab.sandbox.reset();
			for (const provider of PROVIDERS) enter(provider, { apiKey: '={{ $json.key }}' });
		},

		/** Rows of the one and the other customer in turn. */
		bothOf: (provider: Sheet, rows: IDataObject[] = [{}, {}]): IDataObject[] =>
			rows.map((row, index) => ({ key: [rich, second][index % 2](provider), ...row })),

		/** Whose key the requests of a kind came with, each once. */
		accountsOf: (provider: ProviderId, operation?: string) =>
			[...new Set(lab.requests(provider, operation).map(({ account }) => account))].sort(),

		/** Who pays for a task. */
		ownerOf,
		ownersOf: (items: ReturnType<typeof jsonOf>) => items.map(({ taskId }) => ownerOf(taskId)),
		creates: (provider: ProviderId = 'evolink') => lab.requests(provider, 'create'),
	};
}

export type Agency = Awaited<ReturnType<typeof openAgency>>;
