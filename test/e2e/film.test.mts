/** A browser plays the films of Seedance Join to their end. */

import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { startChild } from '../../tools/n8n/children.mts';
import { ensureChromium } from '../../tools/n8n/chromium.mts';
import { join, openClips } from '../SeedanceJoin/clips.mts';
import type { AddressInfo } from 'node:net';
import type { Clips } from '../SeedanceJoin/clips.mts';

interface Played {
	currentTime: number;
	duration: number;
	videoWidth: number;
	videoHeight: number;
	frames: number;
	soundBytes: number;
	error: string | null;
}

const PAGE = `<!doctype html><video id="film" src="/film.mp4" muted></video><script>
const film = document.getElementById('film');
const tell = (error) => fetch('/played', { method: 'POST', body: JSON.stringify({
	currentTime: film.currentTime, duration: film.duration, videoWidth: film.videoWidth, videoHeight: film.videoHeight,
	frames: film.getVideoPlaybackQuality().totalVideoFrames, soundBytes: film.webkitAudioDecodedByteCount, error }) });
film.onended = () => tell(null);
film.onerror = () => tell(film.error.message);
film.play().catch((error) => tell(String(error)));
</script>`;

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--autoplay-policy=no-user-gesture-required',
];

/** Serves a file as web servers do, so that a browser can begin anywhere in it. */
function sendFile(file: string, request: http.IncomingMessage, response: http.ServerResponse) {
	const bytes = fs.readFileSync(file);
	const [, first, last] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
	const from = Number(first ?? 0);
	const to = last ? Number(last) : bytes.length - 1;
	response.writeHead(first === undefined ? 200 : 206, {
		'content-type': 'video/mp4',
		'accept-ranges': 'bytes',
		'content-range': `bytes ${from}-${to}/${bytes.length}`,
	});
	response.end(bytes.subarray(from, to + 1));
}

async function play(file: string): Promise<Played> {
	const { command, env } = await ensureChromium();
	const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'film-browser-'));
	let told: (played: Played) => void = () => {};
	const played = new Promise<Played>((resolve) => {
		told = resolve;
	});
	const server = http.createServer((request, response) => {
		if (request.url === '/film.mp4') return sendFile(file, request, response);
		if (request.url !== '/played') {
			response.setHeader('content-type', 'text/html');
			return response.end(PAGE);
		}
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			response.end();
			told(JSON.parse(Buffer.concat(parts).toString()) as Played);
		});
		return undefined;
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const address = `http://127.0.0.1:${port}/`;
	const browser = startChild(command, [...FLAGS, `--user-data-dir=${profile}`, address], { env });
	const ended = browser.ended.then(() => {
		throw new Error(`The browser ended:\n${browser.lines.slice(-10).join('\n')}`);
	});
	try {
		return await Promise.race([played, ended]);
	} finally {
		ended.catch(() => {});
		await browser.stop();
		server.closeAllConnections();
		server.close();
		fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
	}
}

let clips: Clips;
beforeAll(async () => {
	clips = await openClips();
});

describe('P19 A browser plays a film to its end, with every picture', () => {
	const OTHER = '-c:v libx264 -preset ultrafast -bf 0 -g 6';
	it.each<[string, (make: Clips['make']) => string[]]>([
		['of equal clips', (make) => [make(), make(), make()]],
		['of clips with other settings', (make) => [make(), make({ video: OTHER }), make()]],
		[
			'of clips with and without sound',
			(make) => [make({ tone: null }), make({ tone: 700 }), make({ tone: null })],
		],
		[
			'of fragmented clips',
			(make) => [make({ file: '-movflags frag_keyframe+empty_moov' }), make()],
		],
	])('%s', async (_title, files) => {
		const { file, film } = await join(files(clips.make));
		const played = await play(file);
		expect(played.error).toBeNull();
		expect(played.duration).toBeCloseTo(film.durationSeconds, 2);
		expect(played.currentTime).toBeCloseTo(film.durationSeconds, 2);
		expect([played.videoWidth, played.videoHeight]).toEqual([film.width, film.height]);
		expect(played.frames).toBe(24 * film.durationSeconds);
		expect(played.soundBytes).toBeGreaterThan(0);
	});
});
