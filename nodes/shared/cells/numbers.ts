import { cleanWord, unquote } from './invisible';

/** What a number counts; a cell may name it behind the number. */
export type Unit = 'count' | 'seconds' | 'minutes' | 'megabytes' | 'money';

/** What may stand behind a number of each unit, in the languages of spreadsheets. */
const BEHIND: Readonly<Record<Unit, RegExp | null>> = {
	count: null,
	seconds:
		/^(?:s|(?:se[ckg]|sn|saniye)\p{L}*|с|сек\p{L}*|giây|detik|δευτ\p{L}*|ثانية|ثوان|שניות|秒[钟鐘間]?|초)\.?$/u,
	minutes:
		/^(?:m|min\p{L}*|мин\p{L}*|хв\p{L}*|dk|dakika|phút|menit|دقيقة|דקות|分[钟鐘間]?|분)\.?$/u,
	megabytes: /^(?:m|mb|mib|mo|мб|megabytes?)$/u,
	money: /^(?:[\p{Sc}]|[a-z]{3}|元|円)$/u,
};

const IN_FRONT = /^(?:[~≈]|ca\.?|approx\.?|about|circa)\s*/u;

/** The zeros of other scripts; the nine digits after each follow in order. */
const ZEROS = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0e50];

/** Digits of any script as plain ones. */
export function plainDigits(text: string): string {
	return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
		const point = digit.codePointAt(0) ?? 0;
		const zero = ZEROS.find((candidate) => point >= candidate && point <= candidate + 9);
		return zero === undefined ? digit : String(point - zero);
	});
}

/** The digits of a number as programs write them; null where they could mean two numbers, such as 1,000 of a count. */
function plainNumber(text: string, unit: Unit): string | null {
	const tight = text.replace(/[−–]/gu, '-').replace(/(?<=\d)[ '’](?=\d{3}(?!\d))/gu, '');
	if (/^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/.test(tight)) {
		return tight.replace(/\./g, '').replace(',', '.');
	}
	if (/^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/.test(tight)) return tight.replace(/,/g, '');
	if (/^[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(tight) && unit !== 'seconds') return null;
	const number = tight.replace(',', '.');
	return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/.test(number) ? number : null;
}

/** `0:05`, `00:00:05` and the point in time that some programs make of it. */
const CLOCK = /^(?:1899-12-3[01][T ])?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:\.0+)?Z?$/i;

/**
 * Reads a number as people write it: with its unit, a comma, full-width digits, spaces between
 * thousands; a length also as a time. Null when it is none, or could be two.
 */
export function numberFromCell(cell: string, unit: Unit): number | null {
	const text = unquote(plainDigits(cleanWord(cell)).toLowerCase().trim());
	const clock = unit === 'seconds' ? CLOCK.exec(text.toUpperCase()) : null;
	if (clock !== null) {
		const [, hours = '0', minutes, seconds] = clock;
		return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	}
	const bare = text
		.replace(/^'/, '')
		.replace(IN_FRONT, '')
		.replace(unit === 'money' ? /^(?:\p{Sc}|[a-z]{3}(?=[ \d]))\s*/u : /^$/, '');
	const parts = /^([+−–-]?[\d.,][\d.,\s'’]*(?:e[+-]?\d+)?)(?:[\s-]*(\S.*))?$/u.exec(bare);
	if (parts === null) return null;
	const [, digits, behind] = parts;
	if (behind !== undefined && BEHIND[unit]?.test(behind) !== true) return null;
	const number = plainNumber(digits.trim(), unit);
	return number === null ? null : Number(number);
}
