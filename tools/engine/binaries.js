'use strict';

/**
 * n8n's binary store (filesystem mode), for tests that put a file in or look at what came out.
 *
 * @param {import('./environment').Platform} platform
 */
function createBinaryStore(platform) {
	const service = platform.container.get(platform.core.BinaryDataService);
	return {
		/**
		 * Stores bytes; the result goes into an item's `binary`.
		 *
		 * @param {Buffer | import('stream').Readable} content
		 * @param {{ fileName: string, mimeType: string }} about
		 * @returns {Promise<import('n8n-workflow').IBinaryData>}
		 */
		store: async (content, about) =>
			await service.store(
				{ type: 'execution', workflowId: 'workflow-1', executionId: 'stored-by-test' },
				content,
				{ ...about, data: '' },
			),

		/**
		 * @param {import('n8n-workflow').IBinaryData} binary
		 * @returns {Promise<Buffer>}
		 */
		read: async (binary) => await service.getAsBuffer(binary),

		/**
		 * @param {import('n8n-workflow').IBinaryData} binary
		 * @returns {Promise<import('stream').Readable>}
		 */
		stream: async (binary) => await service.getAsStream(binary.id),

		/**
		 * Path of the stored file.
		 *
		 * @param {import('n8n-workflow').IBinaryData} binary
		 * @returns {string}
		 */
		path: (binary) => service.getPath(binary.id),
	};
}

module.exports = { createBinaryStore };
