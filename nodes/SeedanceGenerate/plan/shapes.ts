import { findChoice } from '../../shared/cells/choices';
import { cleanWord, unquote } from '../../shared/cells/invisible';
import { plainDigits } from '../../shared/cells/numbers';
import type { AspectRatio, Resolution } from '../../shared/domain/vocabulary';
import { ASPECT_RATIOS } from '../../shared/domain/vocabulary';
import { ASPECT_RATIO_CHOICES } from '../fields/choices';

/** Words for shapes besides those of the panel. */
export const RATIO_WORDS: Readonly<Record<string, AspectRatio>> = {
	vertical: '9:16',
	horizontal: '16:9',
	widescreen: '16:9',
	Hochformat: '9:16',
	Querformat: '16:9',
	quadratisch: '1:1',
	竖屏: '9:16',
	横屏: '16:9',
	方形: '1:1',
};

/** Words for sizes besides those of the panel. */
export const RESOLUTION_WORDS: Readonly<Record<string, Resolution>> = {
	SD: '480p',
	HD: '720p',
	'720p HD': '720p',
	'Full HD': '1080p',
	FHD: '1080p',
	'1080p Full HD': '1080p',
	UHD: '4k',
	'Ultra HD': '4k',
	'4K UHD': '4k',
};

const SHORTER_SIDE: Readonly<Record<string, Resolution>> = {
	480: '480p',
	720: '720p',
	1080: '1080p',
	2160: '4k',
};

const BETWEEN = '\\s*(?:[:∶﹕x×*/_|-]|by|to|zu|auf|à)\\s*';
const SIDES = new RegExp(`^(\\d{1,5})${BETWEEN}(\\d{1,5})(?:\\s*(?:px|pixels?))?$`, 'u');
const SHAPE_AND_WORDS = new RegExp(`^(\\d{1,2}${BETWEEN}\\d{1,2})[\\s,;–-]+([^\\d]+)$`, 'u');

const AFTERNOON = /(?<!\p{L})p\.?\s?m(?!\p{L})\.?|下午|午後|오후|nachm\./u;
const HALF_OF_THE_DAY =
	/\s*(?:(?<!\p{L})[ap]\.?\s?m(?!\p{L})\.?|上午|下午|午前|午後|오전|오후|vorm\.|nachm\.)\s*/gu;
/** `16:09`, `16:09:00`, `16h09`, `16.09.00`; only whole minutes can have been a shape. */
const TIME = /^(\d{1,2})(?::|\s?h\s?)(\d{2})(?::00(?:[.,]0+)?)?$|^(\d{1,2})\.(\d{2})\.00$/u;
/** The day that programs put in front of a time of day; their calendars begin at different ones. */
const DAY =
	/^(?:(?:1899|1900|1904|1970)-\d{2}-\d{2}[t ]|\d{1,2}[./]\d{1,2}[./](?:1899|1900|1904|1970),? |\p{L}{3},? \p{L}{3} \d{1,2},? (?:1899|1900|1904|1970),? )/u;
const ZONE = /\s*(?:z|utc|gmt)?(?:[+-]\d{2}:?\d{2})?(?: \(.*\))?$/u;

function isListed(ratio: string): ratio is AspectRatio {
	return (ASPECT_RATIOS as readonly string[]).includes(ratio);
}

/** Two sides as a shape of the list; pixels such as 1920 x 1080 are one, too. */
function ratioOf(width: number, height: number): AspectRatio | null {
	const ratio = `${width}:${height}`;
	if (isListed(ratio)) return ratio;
	if (Math.min(width, height) < 100) return null;
	const same = ASPECT_RATIOS.find((listed) => {
		const [across, down] = listed.split(':').map(Number);
		return width * down === height * across;
	});
	return same ?? null;
}

/** A time of day, in hours and minutes, as the shape that it was before the spreadsheet read it. */
function ratioOfTime(text: string): AspectRatio | null {
	const dated = DAY.test(text);
	const time = text
		.replace(DAY, '')
		.replace(dated ? ZONE : /$^/, '')
		.replace(HALF_OF_THE_DAY, '')
		.trim();
	const match = TIME.exec(time);
	if (match === null) return null;
	const [hours, minutes] = match.slice(1).filter(Boolean).map(Number);
	const isAfternoon = AFTERNOON.test(text) && hours < 12;
	const ratio = `${hours + (isAfternoon ? 12 : 0)}:${minutes}`;
	return isListed(ratio) ? ratio : null;
}

/** A part of a day, as Excel hands a time over. */
function ratioOfDayPart(part: number): AspectRatio | null {
	const minutes = Math.round(part * 1440);
	if (!(part > 0 && part < 1) || Math.abs(part * 1440 - minutes) > 0.001) return null;
	const ratio = `${Math.floor(minutes / 60)}:${minutes % 60}`;
	return isListed(ratio) ? ratio : null;
}

function tidy(cell: unknown): string {
	const text = String(cell);
	// Longer texts are none of these, and would take their time.
	if (text.length > 200) return '';
	return plainDigits(unquote(cleanWord(text)))
		.toLowerCase()
		.replace(/^'/, '')
		.trim();
}

/**
 * The shape of the list that a cell means: `16x9`, `16 by 9`, `1920x1080`, `9:16 vertical`, and what
 * spreadsheets make of 16:9, which they take for a time of day (4:09:00 PM, 0.6729, 1899-12-30T16:09:00Z).
 * Null when it is none, which can still be a word of the list.
 */
export function ratioFromCell(cell: unknown): AspectRatio | null {
	const text = tidy(cell);
	if (/^0?[.,]\d+$/.test(text)) return ratioOfDayPart(Number(text.replace(',', '.')));
	const time = ratioOfTime(text);
	if (time !== null) return time;
	const sides = SIDES.exec(text);
	if (sides !== null) return ratioOf(Number(sides[1]), Number(sides[2]));
	const [, shape, words] = SHAPE_AND_WORDS.exec(text) ?? [];
	if (shape === undefined) return null;
	const ratio = ratioFromCell(shape);
	const meant = findChoice(words, ASPECT_RATIOS, ASPECT_RATIO_CHOICES, RATIO_WORDS);
	return ratio === meant ? ratio : null;
}

/** The size of the list that a cell means: 720, 1080 P, 1280x720; null when it is none. */
export function resolutionFromCell(cell: unknown): Resolution | null {
	const text = tidy(cell);
	const sides = SIDES.exec(text);
	const height =
		sides === null
			? /^(\d{3,4})(?:[.,]0+)?\s*p?$/.exec(text)?.[1]
			: String(Math.min(Number(sides[1]), Number(sides[2])));
	return (height === undefined ? undefined : SHORTER_SIDE[height]) ?? null;
}
