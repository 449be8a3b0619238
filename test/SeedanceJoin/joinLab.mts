import fs from 'node:fs';
import { SeedanceJoin } from '../../nodes/SeedanceJoin/SeedanceJoin.node.ts';
import { createEngine, singleNodeWorkflow } from '../../tools/engine/index.mts';
import type {
	IBinaryData,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { FilmFacts } from '../../nodes/SeedanceJoin/joinFilm.ts';
import type { RunResult } from '../../tools/engine/execution.mts';

export const JOIN = 'n8n-nodes-seedance.seedanceJoin';

export type FilmJson = IDataObject & FilmFacts;

/** One row: its json, and the file of its clip. */
export interface JoinRow {
	json?: IDataObject;
	file?: string | Buffer;
	fileName?: string;
	/** Where the file goes, `data` unless told */
	field?: string;
}

interface JoinRun {
	parameters?: INodeParameters;
	settings?: Partial<INode>;
	binaryMode?: 'separate' | 'combined';
	signal?: AbortSignal;
}

/** Seedance Join on n8n's engine. */
export async function openJoinLab() {
	const engine = await createEngine({ nodeTypes: { [JOIN]: new SeedanceJoin() } });
	const { container, core } = engine.platform;
	const service: object = container.get(core.BinaryDataService);

	const store = async (file: string | Buffer, fileName: string): Promise<IBinaryData> => {
		const bytes = typeof file === 'string' ? fs.readFileSync(file) : file;
		return await engine.binaries.store(bytes, { fileName, mimeType: 'video/mp4' });
	};

	return {
		engine,
		store,

		/** n8n's own store, which is told nowhere but at its start how to store. */
		storeIn: (mode: 'filesystem-v2' | 'default') => Reflect.set(service, 'mode', mode),

		async items(rows: JoinRow[], binaryMode?: string): Promise<INodeExecutionData[]> {
			return await Promise.all(
				rows.map(async ({ json = {}, file, fileName = 'clip.mp4', field = 'data' }) => {
					if (file === undefined) return { json };
					const files = { [field]: await store(file, fileName) };
					return binaryMode === 'combined'
						? { json: { ...json, _files: files } }
						: { json, binary: files };
				}),
			);
		},

		async join(rows: JoinRow[], run: JoinRun = {}): Promise<RunResult> {
			const { parameters = {}, settings, binaryMode, signal } = run;
			const workflow = singleNodeWorkflow({ type: JOIN, parameters, settings });
			workflow.settings = { binaryMode };
			const startItems = await this.items(rows, binaryMode);
			return await engine.run({ workflow, startItems, signal });
		},
	};
}

export type JoinLab = Awaited<ReturnType<typeof openJoinLab>>;

export const filmsOf = (result: RunResult, output?: number) =>
	result.items('Node', output).map(({ json, binary = {}, pairedItem }) => ({
		json: json as FilmJson,
		binary,
		pairedItem,
	}));
