/** Rows of a sheet in the laboratory of a test file: what they are told, and that nothing was sent for them. */

import type { IDataObject } from 'n8n-workflow';
import type { Lab, NodeParameters, ProviderId } from '../../support/lab.mts';

export const MUG = 'https://example.com/mug.jpg';
export const media = (url: string) => ({
	media: { item: [{ kind: 'image', source: 'url', url }] },
});

/** An expression that takes a field from the cell of that name. */
export const cell = (name: string) => `={{ $json.${name} }}`;

/** @param open gives the laboratory, which is there when the first test begins */
export function rowTools(open: () => Lab) {
	/** Runs rows and gives what each of them says; nothing may have been sent for any. */
	async function refusals(
		provider: ProviderId,
		parameters: NodeParameters,
		rows: IDataObject[] = [{}],
	) {
		const lab = open();
		lab.sandbox.reset();
		const result = await lab.generate(provider, {
			parameters,
			rows,
			settings: { onError: 'continueErrorOutput' },
		});
		expect(result.error).toBeUndefined();
		expect(result.items('Node')).toEqual([]);
		expect(lab.sandbox.requests()).toEqual([]);
		const refused = result.items('Node', 1);
		expect(refused).toHaveLength(rows.length);
		// Without the name of the provider in front.
		return refused.map(({ json }) => String(json.error).replace(/^.+?: /, ''));
	}

	/** Runs a node whose setting is refused as a whole. */
	async function refusal(provider: ProviderId, parameters: NodeParameters): Promise<string> {
		const lab = open();
		lab.sandbox.reset();
		const result = await lab.generate(provider, { parameters });
		expect(result.status).toBe('error');
		expect(lab.sandbox.requests()).toEqual([]);
		return String(result.error?.message);
	}

	/** Orders the video of one row and gives its item. */
	async function order(provider: ProviderId, parameters: NodeParameters, row: IDataObject = {}) {
		const lab = open();
		lab.sandbox.reset();
		const result = await lab.generate(provider, {
			parameters: { completion: 'submit', ...parameters },
			rows: [row],
		});
		expect(String(result.error?.message ?? '')).toBe('');
		return result.items('Node')[0].json;
	}

	return { refusals, refusal, order };
}
