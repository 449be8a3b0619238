import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { splitAddresses } from '../../../../nodes/SeedanceGenerate/plan/media/addresses.ts';
import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';
import { checkMediaUrl } from '../../../../nodes/SeedanceGenerate/plan/media/url.ts';
import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { ROOT } from '../../../package/files.mts';
import { PROVIDER_IDS } from '../../../support/providers.mts';

type Kind = 'image' | 'video' | 'audio' | 'doubtful' | 'data';

/** Addresses as honest people use them. */
const CORPUS = JSON.parse(
	fs.readFileSync(path.join(ROOT, 'test/corpus/urls.json'), 'utf8'),
) as Record<Kind, string[]>;
const LINKS = [...CORPUS.image, ...CORPUS.video, ...CORPUS.audio];

const check = (url: string, provider: (typeof PROVIDER_IDS)[number]) =>
	checkMediaUrl(url, {
		httpsOnly: PROVIDERS[provider].capabilities.mediaHttpsOnly,
		privateAllowed: false,
	});

test('There are more than a hundred honest addresses', () => {
	expect(new Set(LINKS).size).toBeGreaterThan(100);
});

describe.each(PROVIDER_IDS)('An honest address is taken without a word on %s', (provider) => {
	test.each([...LINKS, ...CORPUS.data])('%s', (url) => {
		expect(check(url, provider)).toBeNull();
	});

	test.each(CORPUS.doubtful)('and one that may be a page is only warned about: %s', (url) => {
		expect(check(url, provider)?.severity).toBe('warning');
	});

	test('http is taken where the provider takes it', () => {
		const severities = LINKS.map(
			(url) => check(url.replace('https:', 'http:'), provider)?.severity,
		);
		const isProblem = PROVIDERS[provider].capabilities.mediaHttpsOnly;
		expect(new Set(severities)).toEqual(new Set([isProblem ? 'problem' : undefined]));
	});
});

/** How lists are joined, and what stands around each address. */
const SEPARATORS = [
	...[
		',',
		', ',
		';',
		'; ',
		'，',
		'、',
		'；',
		'|',
		' | ',
		' ',
		'\n',
		'\r\n',
		'\n\n',
		'\t',
		',\n',
		' ,',
	],
	...[' and ', ' und ', ' / ', ' + ', ' → ', ' • ', '<br>', '\\n', ' & ', ' - '],
];
const WRAPPERS: ReadonlyArray<(url: string) => string> = [
	(url) => url,
	(url) => `"${url}"`,
	(url) => `'${url}'`,
	(url) => `“${url}”`,
	// Slack writes <address|text>.
	(url) => (url.includes('|') ? url : `<${url}>`),
	(url) => `\u200b${url}\ufeff`,
];
const LINES: ReadonlyArray<(url: string, index: number) => string> = [
	(url, index) => `${index + 1}. ${url}`,
	(url, index) => `${index + 1}) ${url}`,
	(url) => `- ${url}`,
	(url) => `• ${url},`,
	(url) => `${url};`,
];

const links = fc.array(fc.constantFrom(...LINKS), { minLength: 1, maxLength: 6 });
const read = (value: unknown) => {
	const { media, problems } = parseMediaJson(value);
	expect(problems).toEqual([]);
	return media.map(({ url }) => url);
};

describe('P17 Honest addresses read back exactly and in order', () => {
	test('with any separator and anything around each', () => {
		fc.assert(
			fc.property(
				links,
				fc.constantFrom(...SEPARATORS),
				fc.constantFrom(...WRAPPERS),
				(urls, separator, wrap) => {
					expect(read(urls.map(wrap).join(separator))).toEqual(urls);
				},
			),
			{ numRuns: 3000 },
		);
	});

	test('line by line with marks of a list', () => {
		fc.assert(
			fc.property(links, fc.constantFrom(...LINES), (urls, line) => {
				expect(read(urls.map(line).join('\n'))).toEqual(urls);
			}),
		);
	});

	test('as JSON, as objects and in lists of lists', () => {
		const kind = 'image';
		fc.assert(
			fc.property(links, (urls) => {
				const objects = urls.map((url) => ({ url, kind }));
				for (const value of [urls, objects, [urls], { images: objects }]) {
					expect(read(value)).toEqual(urls);
					expect(read(JSON.stringify(value, null, 2))).toEqual(urls);
				}
				expect(read(urls.map((url, index) => `mug ${index}.jpg (${url})`).join(', '))).toEqual(
					urls,
				);
				expect(read(urls.map((url) => `![mug](<${url}>)`).join(' '))).toEqual(urls);
			}),
		);
	});

	test('one by one, as in the URL field', () => {
		for (const url of [...LINKS, ...CORPUS.doubtful, ...CORPUS.data]) {
			expect(splitAddresses(url)).toEqual([{ url }]);
		}
	});

	test('and whatever stands in a cell, reading ends without an exception', () => {
		const piece = fc.oneof(
			fc.constantFrom(...LINKS, ...SEPARATORS, '[', ']', '{', '}', '(', ')', '"', '@', '=IMAGE("'),
			fc.string({ unit: 'grapheme' }),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				parseMediaJson(pieces.join('')).media.forEach(({ url }) => check(url, 'ark'));
			}),
			{ numRuns: 2000 },
		);
		fc.assert(fc.property(fc.jsonValue(), (value) => void parseMediaJson(value)));
	});

	test('a long cell is read quickly', () => {
		const before = process.cpuUsage();
		for (const part of [
			'( [ ',
			'<img ',
			'a (https://',
			') , ',
			'https://a.b/c , ',
			'\\n - ',
			'"',
		]) {
			parseMediaJson(part.repeat(5000));
		}
		// Time of the processor, in microseconds: what else the machine does makes no difference.
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});
});
