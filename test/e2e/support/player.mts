/** Plays a film in Chromium, as a person would, to its end. */

import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { startChild } from '../../../tools/n8n/children.mts';
import { ensureChromium } from '../../../tools/n8n/chromium.mts';
import type { AddressInfo } from 'node:net';

export interface Played {
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

/**
 * Plays a film to its end.
 *
 * @returns what the browser showed, or its complaint
 * @throws when the browser itself ends
 */
export async function play(file: string): Promise<Played> {
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
