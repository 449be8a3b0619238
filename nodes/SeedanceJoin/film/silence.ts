import type { SoundFormat } from './read/sound';

/** Parts of a packet of AAC (ISO/IEC 14496-3, 4.4.2.1): one channel, two channels, low tones only, the end. */
type Element = 'SCE' | 'CPE' | 'LFE';

const ELEMENT_IDS: Readonly<Record<Element, string>> = { SCE: '000', CPE: '001', LFE: '011' };

const END = '111';

/** What a packet consists of, by number of channels (ISO/IEC 14496-3, table 1.19). */
const ELEMENTS: Readonly<Record<number, readonly Element[]>> = {
	1: ['SCE'],
	2: ['CPE'],
	3: ['SCE', 'CPE'],
	4: ['SCE', 'CPE', 'SCE'],
	5: ['SCE', 'CPE', 'CPE'],
	6: ['SCE', 'CPE', 'CPE', 'LFE'],
	8: ['SCE', 'CPE', 'CPE', 'CPE', 'LFE'],
};

/** One channel without a single spectral line: gain, a long window, no bands, nothing behind them. */
const SILENT_CHANNEL = ['00000000', '0', '00', '0', '000000', '0', '0', '0', '0'].join('');

/** Low Complexity, and what is built on it with a decoder that takes packets without the addition (SBR, PS). */
const KINDS: readonly number[] = [2, 5, 29];

function writeElement(kind: Element, tag: number): string {
	const start = `${ELEMENT_IDS[kind]}${tag.toString(2).padStart(4, '0')}`;
	// Two channels say first that they share nothing.
	return kind === 'CPE' ? `${start}0${SILENT_CHANNEL.repeat(2)}` : `${start}${SILENT_CHANNEL}`;
}

/** A packet in which nothing is heard; null where this package can write none. */
export function silentPacket({ aacKind, channels }: SoundFormat): Buffer | null {
	const elements = ELEMENTS[channels];
	if (aacKind === null || !KINDS.includes(aacKind) || elements === undefined) return null;
	const bits = elements.map((kind, index) => {
		const tag = elements.slice(0, index).filter((earlier) => earlier === kind).length;
		return writeElement(kind, tag);
	});
	const bytes = `${bits.join('')}${END}`.match(/.{1,8}/g) ?? [];
	return Buffer.from(bytes.map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
}
