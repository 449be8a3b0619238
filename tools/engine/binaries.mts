import type { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import type { Platform } from './environment.mts';

function idOf({ id }: IBinaryData): string {
	if (id === undefined) throw new Error('The file is not in the store');
	return id;
}

/** n8n's binary store (filesystem mode), for tests that put a file in or look at what came out. */
export function createBinaryStore(platform: Platform) {
	const service = platform.container.get(platform.core.BinaryDataService);
	return {
		/** Stores bytes; the result goes into an item's `binary`. */
		store: async (
			content: Buffer | Readable,
			about: { fileName: string; mimeType: string },
		): Promise<IBinaryData> =>
			await service.store(
				{ type: 'execution', workflowId: 'workflow-1', executionId: 'stored-by-test' },
				content,
				{ ...about, data: '' },
			),

		read: async (binary: IBinaryData): Promise<Buffer> => await service.getAsBuffer(binary),

		stream: async (binary: IBinaryData): Promise<Readable> =>
			await service.getAsStream(idOf(binary)),

		/** Path of the stored file. */
		path: (binary: IBinaryData): string => service.getPath(idOf(binary)),
	};
}
