const { createHmac, randomBytes } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The files that finished jobs point at, and their links.
 *
 * @typedef {import('./pictures').StoredFile} StoredFile
 * @typedef {import('./types').Task} Task
 */

const CLIPS_FOLDER = join(__dirname, '..', 'clips');
const MB = 1024 * 1024;

/** @type {Map<string, Buffer>} */
const read = new Map();

/** @param {string} name */
function clip(name) {
	const known = read.get(name);
	if (known) return known;
	const bytes = readFileSync(join(CLIPS_FOLDER, name));
	read.set(name, bytes);
	return bytes;
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {'landscape' | 'portrait' | 'square'} the clip whose shape is nearest
 */
function shapeOf(width, height) {
	const ratio = width / height;
	if (ratio > 1.16) return 'landscape';
	return ratio < 0.86 ? 'portrait' : 'square';
}

/**
 * The header of an MP4 `free` box, which players skip.
 *
 * @param {number} contentBytes
 */
function freeBox(contentBytes) {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1, 0);
	header.write('free', 4, 'latin1');
	header.writeBigUInt64BE(BigInt(contentBytes + 16), 8);
	return header;
}

/**
 * @param {Task} task
 * @param {string} extension
 * @returns {StoredFile}
 */
function resultFile(task, extension) {
	const shape = shapeOf(task.spec.width, task.spec.height);
	if (extension === 'png') return { bytes: clip(`${shape}-last.png`), mimeType: 'image/png' };
	const bytes = clip(`${shape}.mp4`);
	const wanted = (task.steering.sizeMb ?? 0) * MB;
	if (wanted <= bytes.length + 16) return { bytes, mimeType: 'video/mp4' };
	const padBytes = Math.round(wanted - bytes.length - 16);
	return { bytes: Buffer.concat([bytes, freeBox(padBytes)]), mimeType: 'video/mp4', padBytes };
}

/** Signs and checks result links, with a fresh secret per sandbox. */
function createLinks() {
	const pepper = randomBytes(16);
	/**
	 * @param {string} path
	 * @param {number} untilMs
	 */
	const sign = (path, untilMs) =>
		createHmac('sha256', pepper).update(`${path}\n${untilMs}`).digest('hex');
	return {
		/**
		 * @param {string} path
		 * @param {number} lifetimeMs
		 * @returns {string} the path with a query that looks like the object store's
		 */
		signed(path, lifetimeMs) {
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
		/**
		 * @param {string} path
		 * @param {URLSearchParams} query
		 * @returns {'valid' | 'expired' | 'forged'}
		 */
		check(path, query) {
			const until = Number(query.get('x-sandbox-until'));
			if (query.get('X-Tos-Signature') !== sign(path, until)) return 'forged';
			return Date.now() > until ? 'expired' : 'valid';
		},
	};
}

/** @typedef {ReturnType<typeof createLinks>} Links */

module.exports = { createLinks, resultFile, shapeOf };
