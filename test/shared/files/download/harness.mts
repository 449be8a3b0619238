import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { acquirePlatform } from '../../../../tools/engine/environment.mts';
import { createClock } from '../../../../nodes/shared/tasks/clock.ts';
import { createFileHost } from '../../../../nodes/shared/files/host.ts';
import { VideoInspector } from '../../../../nodes/shared/files/container/inspect.ts';
import { saveFile } from '../../../../nodes/shared/files/download/save.ts';
import { linkKeysOf } from '../../../../nodes/shared/files/linkKey.ts';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Clock } from '../../../../nodes/shared/tasks/clock.ts';
import type { SaveSettings } from '../../../../nodes/shared/files/download/save.ts';

const require = createRequire(import.meta.url);

/**
 * Downloads with n8n's own HTTP helper into n8n's own binary store.
 */

const LOCATION = { type: 'execution' as const, workflowId: 'download', executionId: 'test' };

/** The clock of a run, but without chance. */
export const evenClock = (stop?: AbortSignal): Clock => ({
	...createClock(stop ?? { aborted: false }),
	random: () => 0.5,
});

function filesIn(folder: string): string[] {
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => entry.name);
}

/** How a file is saved, over the usual settings. */
export interface Saving extends Partial<SaveSettings<VideoInspector, IBinaryData>> {
	renew?: () => Promise<string | null>;
	verify?: boolean;
	expiredAfterHours?: () => number | null;
}

export type Downloads = Awaited<ReturnType<typeof createDownloads>>;

export async function createDownloads() {
	const platform = await acquirePlatform();
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { OutboundHttp } = fromCore('@n8n/backend-network');
	const requests = platform.container.get(OutboundHttp).requests();
	const service = platform.container.get(platform.core.BinaryDataService);
	const helpers = { httpRequest: requests.request.bind(requests) };
	const host = createFileHost({ helpers } as IExecuteFunctions);
	const storage = path.join(platform.userFolder, '.n8n');
	return {
		host,
		/** n8n's own, for hosts with other settings. */
		helpers,
		/** Names of all files in the store, unfinished ones included. */
		storedFiles: () => filesIn(storage).filter((name) => !/^config$/.test(name)),
		clear: async () => await service.deleteMany([LOCATION]),
		read: async (stored: IBinaryData): Promise<Buffer> => await service.getAsBuffer(stored),
		save: async (url: string, how: Saving = {}) =>
			await saveFile({
				link: {
					url,
					renew: how.renew ?? (async () => null),
					expiredAfterHours: how.expiredAfterHours ?? (() => null),
				},
				host,
				clock: evenClock(how.stopSignal),
				stopSignal: undefined,
				privateAllowed: true,
				keys: linkKeysOf({}, null),
				maxBytes: 50_000_000,
				stallMs: 3000,
				inspector: () => new VideoInspector(how.verify ?? true),
				describe: ({ mimeType }) => ({ fileName: 'clip.mp4', mimeType }),
				store: async (content, fileName, mimeType): Promise<IBinaryData> =>
					await service.store(LOCATION, content, { fileName, mimeType, data: '' }),
				...how,
			}),
	};
}
