import { levelsOf } from './levels';
import { certaintyOf, isDoubtful, isEchoed, isOtherLink, plainName } from './linkNames';
import { readable } from './message';
import { asReading, bodyOf, opened, readAt } from './reading';
import type { Reading } from './reading';
import { placesIn } from './walk';
import type { Place } from './walk';

type Path = ReadonlyArray<string | number>;

/** Where result links have been seen, best first (docs/providers.md 9 no. 2). A list gives its first video. */
const RESULT_PATHS: readonly Path[] = [
	['content', 'video_url'],
	['results'],
	['result_data'],
	['output', 'video_url'],
	['output', 'url'],
	['metadata', 'url'],
	['video_url'],
	['videoUrl'],
	['result_url'],
	['resultUrl'],
	['urls'],
	['video'],
	['videos'],
	['task_result', 'videos'],
	['resultUrls'],
	['result_urls'],
];

/** Where a link has been seen whose name does not say what it leads to; asked after all of the others. */
const PLAIN_PATHS: readonly Path[] = [
	['url'],
	['output'],
	['result'],
	['data'],
	// The gateway software behind many relays puts the link of a finished task here.
	['fail_reason'],
];

const LAST_FRAME_HOLDERS: readonly Path[] = [
	['content'],
	['output'],
	['result'],
	['results', 0],
	['metadata'],
	['video'],
	[],
];
const LAST_FRAME_NAMES = ['last_frame_url', 'lastFrameUrl', 'last_frame'];

const VIDEO_ENDING = /\.(mp4|m4v|mov|webm|mkv|avi)$/i;
const OTHER_ENDING =
	/\.(png|jpe?g|webp|gif|bmp|tiff?|heic|avif|svg|mp3|wav|m4a|aac|flac|ogg|json|html?|php|md|pdf|txt|srt|vtt|zip|js|css|xml|m3u8|mpd)$/i;
const PAGE_HOST = /^(docs?|help|support|console|dashboard|status)\./i;
const PAGE_STEP =
	/\/(docs?|help|support|faq|console|dashboard|pricing|billing|terms|login|topup|guides?|errors?)(\/|$)/i;

const LINKS_IN_TEXT = /https?:\/\/[^\s"'<>()[\]，。]{4,2000}/gi;

/** The address of the task itself. */
const API_STEP = /\/(tasks?|jobs?|generations?|predictions?|videos?|status)\/[\w-]+\/?$/i;

/** Files of a request that are looked for; no model takes as many. */
const MOST_INPUTS = 500;

/** Addresses that are shown where none is surely the video. */
const MOST_SHOWN = 5;

/** The links of a finished task. */
export interface ResultLinks {
	/** Null when no link is surely the video. */
	videoUrl: string | null;
	lastFrameUrl: string | null;
	/** Without `videoUrl`: the addresses that may be the video. */
	candidates: string[];
}

/** @returns the value when it is an http or https address, else null: nothing else is ever downloaded */
export function httpUrl(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const address = value.trim();
	if (!/^https?:\/\/\S+$/i.test(address)) return null;
	try {
		return new URL(address).hostname === '' ? null : address;
	} catch {
		return null;
	}
}

function endsLikeVideo(address: string): boolean {
	const { pathname, search } = new URL(address);
	return VIDEO_ENDING.test(pathname) || /\.(mp4|m4v|mov|webm)(?=$|[&;"]|%22)/i.test(search);
}

/** True for a picture, a sound, a web page: no video, wherever the address stands. */
function isNoVideo(address: string): boolean {
	const { pathname, hostname } = new URL(address);
	if (VIDEO_ENDING.test(pathname)) return false;
	return OTHER_ENDING.test(pathname) || PAGE_HOST.test(hostname) || PAGE_STEP.test(pathname);
}

/** One file, whatever its signature is. */
function fileOf(address: string): string {
	const { origin, pathname, search } = new URL(address);
	return endsLikeVideo(address) ? origin + pathname : origin + pathname + search;
}

/** A list of what was asked for: texts, pictures, media that have a role (docs/providers.md 1.5). */
function isRequestContent(value: unknown): boolean {
	if (!Array.isArray(value)) return false;
	return value.some((part) => {
		const item = asReading(part);
		const type = item?.type;
		if (typeof type !== 'string') return false;
		return item?.role !== undefined || /^(text|image|audio|draft)/.test(type);
	});
}

function isInput({ value, path }: Place): boolean {
	return isEchoed(plainName(path[path.length - 1] ?? '')) || isRequestContent(value);
}

/** The files of the request, as far as the answer repeats it. */
function inputFiles(answer: unknown): Set<string> {
	const files = new Set<string>();
	const inputs: Place[] = [];
	placesIn(answer, (place) => isInput(place) && inputs.push(place) > 0);
	for (const { value } of inputs.slice(0, 50)) {
		for (const { value: address } of placesIn(value, () => false)) {
			const link = httpUrl(address);
			if (link !== null) files.add(fileOf(link));
			if (files.size >= MOST_INPUTS) return files;
		}
	}
	return files;
}

/** The first video in a place, which may hold the link itself, `{ url }`, or a list of either. */
function linkAt(value: unknown, isVideo: (address: string) => boolean): string | null {
	const held = opened(value);
	if (Array.isArray(held)) {
		for (const part of held.slice(0, 20)) {
			const found = Array.isArray(part) ? null : linkAt(part, isVideo);
			if (found !== null) return found;
		}
		return null;
	}
	const holder = asReading(held);
	const values =
		holder === null ? [held] : [holder.url, holder.video_url, holder.videoUrl, holder.video];
	const links = values.map((each) => httpUrl(asReading(each)?.url ?? each));
	return links.find((link) => link !== null && isVideo(link)) ?? null;
}

function knownPlace(
	levels: readonly Reading[],
	paths: readonly Path[],
	isVideo: (address: string) => boolean,
): string | null {
	for (const level of levels) {
		for (const path of paths) {
			const found = linkAt(readAt(level, path), isVideo);
			if (found !== null) return found;
		}
	}
	return null;
}

interface Candidate {
	address: string;
	certainty: number;
	/** Perhaps asked for rather than made. */
	isDoubtful: boolean;
}

/** Every link that is neither an input nor something else by its name or ending. */
function candidatesIn(answer: unknown, isVideo: (address: string) => boolean): Candidate[] {
	const isLeftOut = (place: Place) =>
		isInput(place) || isOtherLink(place.path[place.path.length - 1] ?? '');
	return placesIn(answer, isLeftOut).flatMap(({ value, path }) => {
		const address = httpUrl(value);
		if (address === null) return linksInText(value, isVideo);
		if (!isVideo(address)) return [];
		const names = path.map(plainName);
		const isUnsure = names.some((_, index) => isDoubtful(names.slice(0, index + 1)));
		const unlike = endsLikeVideo(address) ? 0 : 0.25;
		return [{ address, certainty: certaintyOf(names) + unlike, isDoubtful: isUnsure }];
	});
}

/** `Done: [video](https://…/a.mp4)`: shown, but whose video it is no name tells. */
function linksInText(value: unknown, isVideo: (address: string) => boolean): Candidate[] {
	const links = typeof value === 'string' ? (readable(value).match(LINKS_IN_TEXT) ?? []) : [];
	return links.flatMap((link) => {
		const address = httpUrl(link);
		const isOne = address !== null && endsLikeVideo(address) && isVideo(address);
		return isOne ? [{ address, certainty: 3, isDoubtful: true }] : [];
	});
}

function distinct(candidates: readonly Candidate[]): string[] {
	const byFile = new Map<string, string>();
	for (const { address } of candidates) {
		if (!byFile.has(fileOf(address))) byFile.set(fileOf(address), address);
	}
	return [...byFile.values()];
}

/**
 * Finds the link of the finished video: in the places that are known, then the one link of the answer that stands
 * under a name for a video or ends like one. Never one that was asked for, a picture or a page.
 * @param levels the objects of the answer that tell of the task, the likeliest first
 */
export function readLinks(answer: unknown, levels: readonly Reading[]): ResultLinks {
	const inputs = inputFiles(answer);
	const isVideo = (address: string) => !isNoVideo(address) && !inputs.has(fileOf(address));
	const lastFrameUrl = readLastFrame(levels);
	const sure = (videoUrl: string): ResultLinks => ({ videoUrl, lastFrameUrl, candidates: [] });
	const known = knownPlace(levels, RESULT_PATHS, isVideo);
	if (known !== null) return sure(known);
	const candidates = candidatesIn(answer, isVideo);
	const telling = candidates.filter(
		({ address, certainty, isDoubtful: isUnsure }) =>
			!isUnsure && (certainty < 3 || endsLikeVideo(address)),
	);
	const best = Math.min(...telling.map(({ certainty }) => certainty));
	const likeliest = distinct(telling.filter(({ certainty }) => certainty === best));
	if (likeliest.length === 1) return sure(likeliest[0]);
	const isFile = (address: string) => isVideo(address) && !API_STEP.test(new URL(address).pathname);
	const plain = likeliest.length === 0 ? knownPlace(levels, PLAIN_PATHS, isFile) : null;
	if (plain !== null) return sure(plain);
	const shown = likeliest.length > 0 ? likeliest : distinct(candidates);
	return { videoUrl: null, lastFrameUrl, candidates: shown.slice(0, MOST_SHOWN) };
}

/** The link in the places of an answer, see `readLinks`; null without one that is sure. */
export function readResultUrl(answer: unknown): string | null {
	const body = bodyOf(answer);
	return body === null ? null : readLinks(body, levelsOf(body)).videoUrl;
}

function readLastFrame(levels: readonly Reading[]): string | null {
	for (const level of levels) {
		for (const holder of LAST_FRAME_HOLDERS) {
			for (const name of LAST_FRAME_NAMES) {
				const held = readAt(level, [...holder, name]);
				const value: unknown = Array.isArray(held) ? held[0] : held;
				const link = httpUrl(asReading(value)?.url ?? value);
				if (link !== null) return link;
			}
		}
	}
	return null;
}
