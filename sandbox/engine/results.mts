/** The files that finished jobs point at, and their links. */

import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '../providers.mts';
import type { StoredFile } from './pictures.mts';
import type { ProviderId, Task } from './types.mts';

const CLIPS_FOLDER = join(import.meta.dirname, '..', 'clips');
const MB = 1024 * 1024;

const read: Map<string, Buffer> = new Map();

function clip(name: string) {
	const known = read.get(name);
	if (known) return known;
	const bytes = readFileSync(join(CLIPS_FOLDER, name));
	read.set(name, bytes);
	return bytes;
}

/** Providers whose results stand behind signed links. */
export const SIGNING: ReadonlySet<ProviderId> = new Set(
	PROVIDERS.flatMap(({ id, signsResults }) => (signsResults ? [id] : [])),
);

/** The clip whose shape is nearest. */
export function shapeOf(width: number, height: number): 'landscape' | 'portrait' | 'square' {
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
	if (extension === 'png') return { bytes: clip(`${shape}-last.png`), mimeType: 'image/png' };
	const bytes = clip(`${shape}.mp4`);
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
