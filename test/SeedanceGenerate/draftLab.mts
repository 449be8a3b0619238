/** Drafts and their full videos, in the laboratory of a test file. */

import { jsonOf } from '../support/items.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { GenerateRun, Lab, NodeParameters } from '../support/lab.mts';

export const DRAFT = { model: 'seedance-2.5', prompt: 'A boat drifts', options: { draft: true } };
export const FINISH = { operation: 'finishDraft', draftId: '={{ $json.draftId }}' };

export const rowsOf = (ids: unknown[]) => ids.map((draftId) => ({ draftId: draftId as string }));

/** @param open gives the laboratory, which is there when the first test begins */
export function draftTools(open: () => Lab) {
	return {
		/** A draft that is there. */
		async makeDraft(parameters: NodeParameters = {}) {
			const run = { parameters: { ...DRAFT, ...parameters } };
			const [item] = jsonOf(await open().generate('ark', run));
			return item;
		},

		finish: async (ids: unknown[], options: INodeParameters = {}, more: GenerateRun = {}) =>
			await open().generate('ark', {
				parameters: { ...FINISH, options },
				rows: rowsOf(ids),
				...more,
			}),

		/** The full videos that Ark has taken. */
		fulls: () =>
			open()
				.sandbox.tasks()
				.filter(({ request }) => request.draft !== true),

		sent: () => open().requests('ark', 'create').length,
	};
}
