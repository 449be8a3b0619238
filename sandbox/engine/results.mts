/** The files that finished jobs point at, and their links. */

import { createHmac, randomBytes } from 'node:crypto';
import { PROVIDERS } from '../providers.mts';
import { clipOf, lastFrameOf } from './clips/index.mts';
import type { Shape } from './clips/index.mts';
import type { StoredFile } from './pictures.mts';
import type { ProviderId, Task } from './types.mts';

const MB = 1024 * 1024;

/** Providers whose results stand behind signed links. */
export const SIGNING: ReadonlySet<ProviderId> = new Set(
	PROVIDERS.flatMap(({ id, signsResults }) => (signsResults ? [id] : [])),
);

/** The clip whose shape is nearest. */
export function shapeOf(width: number, height: number): Shape {
	const ratio = width / height;
	if (ratio > 1.16) return 'landscape';
	return ratio < 0.86 ? 'portrait' : 'square';
}

/** The header of an MP4 `free` box, which players skip. */
function freeBox(contentBytes: number) {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1, 0);
	header.write('free', 4, 'latin1');
	header.writeBigUInt64BE(BigInt(contentBytes + 16), 8);
	return header;
}

export function resultFile(task: Task, extension: string): StoredFile {
	const shape = shapeOf(task.spec.width, task.spec.height);
	if (extension === 'png') return { bytes: lastFrameOf(shape), mimeType: 'image/png' };
	const bytes = clipOf(shape, task.shot);
	const wanted = (task.steering.sizeMb ?? 0) * MB;
	if (wanted <= bytes.length + 16) return { bytes, mimeType: 'video/mp4' };
	const padBytes = Math.round(wanted - bytes.length - 16);
	return { bytes: Buffer.concat([bytes, freeBox(padBytes)]), mimeType: 'video/mp4', padBytes };
}

/** Signs and checks result links, with a fresh secret per sandbox. */
export function createLinks() {
	const pepper = randomBytes(16);
	const sign = (path: string, untilMs: number) =>
		createHmac('sha256', pepper).update(`${path}\n${untilMs}`).digest('hex');
	return {
		/** The path with a query that looks like the object store's. */
		signed(path: string, lifetimeMs: number): string {
			const now = Date.now();
			const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
			const query = new URLSearchParams({
				'X-Tos-Algorithm': 'TOS4-HMAC-SHA256',
				'X-Tos-Date': date,
				'X-Tos-Expires': String(Math.ceil(lifetimeMs / 1000)),
				'X-Tos-SignedHeaders': 'host',
				'x-sandbox-until': String(now + lifetimeMs),
				'X-Tos-Signature': sign(path, now + lifetimeMs),
			});
			return `${path}?${query}`;
		},
		check(path: string, query: URLSearchParams): 'valid' | 'expired' | 'forged' {
			const until = Number(query.get('x-sandbox-until'));
			if (query.get('X-Tos-Signature') !== sign(path, until)) return 'forged';
			return Date.now() > until ? 'expired' : 'valid';
		},
	};
}

export type Links = ReturnType<typeof createLinks>;
