/**
 * One n8n process that will be killed: Seedance Generate on the real engine, with the stores that
 * outlive a crash in n8n (the deduplication table) in a file. Forked by crash.test.mts; says `ready`,
 * runs at `go`, and says `done` if it is allowed to live that long.
 */

import fs from 'node:fs';
import path from 'node:path';
import { createEngine, fileDedupeStorage } from '../../../../tools/engine/index.mts';
import { instancesOf } from '../../../package/files.mts';
import type { IDataObject } from 'n8n-workflow';
import type { EngineOptions } from '../../../../tools/engine/index.mts';
import type { NodeParameters, ProviderId } from '../../../support/lab.mts';

export interface Order {
	folder: string;
	provider: ProviderId;
	credentials: EngineOptions['credentials'];
	rows: IDataObject[];
	parameters: NodeParameters;
}

/** Taken from where the tests themselves take them, sources or built package. */
const TYPES = {
	nodeTypes: Object.fromEntries(
		instancesOf('nodes').map((node) => [`n8n-nodes-seedance.${node.description.name}`, node]),
	),
	credentialTypes: Object.fromEntries(instancesOf('credentials').map((type) => [type.name, type])),
};

const tell = (text: string) => process.send?.(text);

async function main({ folder, provider, credentials, rows, parameters }: Order) {
	const engine = await createEngine({
		...TYPES,
		credentials,
		userFolder: path.join(folder, 'n8n'),
		dedupe: fileDedupeStorage(path.join(folder, 'dedupe.json')),
	});
	const run = async () => {
		const result = await engine.runNode({
			type: 'n8n-nodes-seedance.seedanceGenerate',
			parameters: { ...parameters, provider },
			items: rows.map((json) => ({ json })),
			settings: { onError: 'continueRegularOutput' },
		});
		// n8n writes static data when an execution ends, and not before.
		fs.writeFileSync(path.join(folder, 'static.json'), JSON.stringify(result.staticData));
		tell('done');
	};
	process.once('message', () => void run());
	tell('ready');
}

void main(JSON.parse(process.argv[2]));
