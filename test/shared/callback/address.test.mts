import {
	buildCallbackUrl,
	CALLBACK_PARAMETER,
	LONGEST_CALLBACK_URL,
	placeIn,
	readCallbackUrl,
	withPlace,
} from '../../../nodes/shared/callback/address.ts';
import { checkCallbackAddress } from '../../../nodes/SeedanceGenerate/plan/checks/addressRule.ts';
import type { SignatureOwner } from '../../../nodes/shared/callback/signature.ts';
import type { JsonObject } from '../../../nodes/shared/domain/json.ts';

const BASE = 'https://n8n.example.com/webhook/abc/seedance';
const OWNER = { apiKey: 'sandbox-evolink-rich', provider: 'evolink' as const };

function built(metadata: JsonObject | null, base: string = BASE, owner: SignatureOwner = OWNER) {
	const result = buildCallbackUrl(base, { metadata, ...owner });
	if ('problem' in result) throw new Error(result.problem.message);
	return result.url;
}

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

function tampered(url: string, change: (value: string) => string) {
	const query = queryOf(url);
	return { ...query, [CALLBACK_PARAMETER]: change(query[CALLBACK_PARAMETER]) };
}

describe('metadata in a callback address', () => {
	it.each([
		{ row: 7 },
		{ sku: 'A-1', title: '红色运动鞋 — 100 % cotton & more?' },
		{ nested: { list: [1, 'two', null, true] } },
		{ constructor: 'x', toString: 1 },
	] as JsonObject[])('comes home as it was sent: %j', (metadata) => {
		expect(readCallbackUrl(queryOf(built(metadata)), OWNER)).toEqual({
			metadata: { ...metadata },
			authentic: true,
			signed: true,
		});
	});

	it('leaves the address alone when there is none', () => {
		expect(built(null, `${BASE}?a=%20b#top`)).toBe(`${BASE}?a=%20b#top`);
		expect(readCallbackUrl({}, OWNER)).toEqual({ metadata: null, authentic: true, signed: false });
	});

	it('signs an empty object, so that the address is known as ours', () => {
		expect(readCallbackUrl(queryOf(built({})), OWNER)).toEqual({
			metadata: null,
			authentic: true,
			signed: true,
		});
	});

	it('keeps a query as it was typed, drops a fragment and replaces an earlier value', () => {
		const base = `${BASE}?token=a%2Fb+c&x=1&${CALLBACK_PARAMETER}=old#part`;
		const url = built({ row: 1 }, base);
		expect(url.startsWith(`${BASE}?token=a%2Fb+c&x=1&${CALLBACK_PARAMETER}=`)).toBe(true);
		expect(url).not.toContain('old');
		expect(url).not.toContain('#');
	});

	it('never holds the API key', () => {
		const url = built({ row: 1 });
		expect(url).not.toContain(OWNER.apiKey);
		expect(Buffer.from(url, 'utf8').toString('base64')).not.toContain(
			Buffer.from(OWNER.apiKey).toString('base64').slice(0, 12),
		);
	});

	it('needs no more than the plain JSON in base64 and 24 characters', () => {
		const metadata = { row: 123 };
		const payload = Buffer.from(JSON.stringify(metadata)).toString('base64url');
		expect(built(metadata)).toHaveLength(
			BASE.length + `?${CALLBACK_PARAMETER}=`.length + payload.length + 1 + 22,
		);
	});
});

describe('a wrong signature', () => {
	const url = built({ row: 7 });
	const forged = { metadata: null, authentic: false, signed: false };

	it.each([
		[
			'another payload',
			(v) => `${Buffer.from('{"row":8}').toString('base64url')}.${v.split('.')[1]}`,
		],
		['a changed last letter', (v) => v.slice(0, -1) + (v.endsWith('A') ? 'B' : 'A')],
		['a cut signature', (v) => v.slice(0, -1)],
		['no signature', (v) => v.split('.')[0]],
		['an empty signature', (v) => `${v.split('.')[0]}.`],
		['one part too many', (v) => `${v}.x`],
		['nothing', () => ''],
		['a huge value', (v) => v + 'A'.repeat(100_000)],
	] as [string, (value: string) => string][])('is not authentic: %s', (_name, change) => {
		expect(readCallbackUrl(tampered(url, change), OWNER)).toEqual(forged);
	});

	it('is not authentic with another key, another provider, or no key at all', () => {
		expect(readCallbackUrl(queryOf(url), { ...OWNER, apiKey: 'another' })).toEqual(forged);
		expect(readCallbackUrl(queryOf(url), { ...OWNER, provider: 'ark' })).toEqual(forged);
		const keyless = built({ row: 7 }, BASE, { ...OWNER, apiKey: '' });
		expect(readCallbackUrl(queryOf(keyless), { ...OWNER, apiKey: '' })).toEqual(forged);
	});

	it('is the same for a key that was pasted with a space', () => {
		const pasted = { ...OWNER, apiKey: ` ${OWNER.apiKey}\n` };
		expect(readCallbackUrl(queryOf(url), pasted).metadata).toEqual({ row: 7 });
	});

	it('is not authentic when the parameter comes twice', () => {
		const value = queryOf(url)[CALLBACK_PARAMETER];
		expect(readCallbackUrl({ [CALLBACK_PARAMETER]: [value, value] }, OWNER)).toEqual(forged);
	});
});

describe('the longest address', () => {
	const result = (letters: number) =>
		buildCallbackUrl(BASE, { metadata: { text: 'x'.repeat(letters) }, ...OWNER });

	it('is 2,048 characters, and one more is refused before anything is paid', () => {
		let letters = 1;
		while ('url' in result(letters + 1)) letters += 1;
		const last = result(letters);
		if (!('url' in last)) throw new Error('expected an address');
		expect(last.url.length).toBeLessThanOrEqual(LONGEST_CALLBACK_URL);
		expect(last.url.length).toBeGreaterThan(LONGEST_CALLBACK_URL - 4);
		const next = result(letters + 1);
		expect(next).toMatchObject({ problem: { field: 'Metadata' } });
		if ('problem' in next) {
			expect(next.problem.message).toMatch(
				/^Metadata makes the callback address 20\d\d characters/,
			);
			expect(next.problem.message).toMatch(/shorter/);
		}
	});

	it('names the address when that alone is too long', () => {
		const long = `${BASE}/${'a'.repeat(LONGEST_CALLBACK_URL)}`;
		for (const metadata of [null, { row: 1 }]) {
			expect(buildCallbackUrl(long, { metadata, ...OWNER })).toMatchObject({
				problem: { field: 'Callback URL' },
			});
		}
	});

	it('counts a path in another alphabet as it goes over the wire', () => {
		const long = `${BASE}/${'视'.repeat(300)}`;
		expect('problem' in buildCallbackUrl(long, { metadata: null, ...OWNER })).toBe(true);
	});
});

describe('the rule for callback addresses', () => {
	it.each([
		'https://n8n.example.com/webhook/x',
		'https://8.8.8.8/x',
		'https://n8n.example.com:8443/',
	])('takes public https: %s', (address) => {
		expect(checkCallbackAddress(address, { privateAllowed: false })).toBeNull();
	});

	it.each([
		'n8n',
		'',
		'http://n8n.example.com/x',
		'ftp://n8n.example.com/x',
		'https://127.0.0.1/x',
		'https://192.168.1.5/x',
		'https://[::1]/x',
		'https://2130706433/x',
		'https://n8n.local/x',
		'https://localhost:5678/x',
	])('refuses for a public provider, naming field and remedy: %s', (address) => {
		const problem = checkCallbackAddress(address, {
			privateAllowed: false,
			providerName: 'EvoLink',
		});
		expect(problem?.field).toBe('Callback URL');
		expect(problem?.message).toMatch(/Copy|Use/);
	});

	it('takes any web address when the provider is private too, and nothing else', () => {
		for (const address of [
			'http://127.0.0.1:5678/x',
			'https://n8n.local/x',
			'http://n8n.example.com',
		]) {
			expect(checkCallbackAddress(address, { privateAllowed: true })).toBeNull();
		}
		expect(checkCallbackAddress('file:///x', { privateAllowed: true })).not.toBeNull();
	});
});

describe('The place of a task, which some callbacks do not name', () => {
	const PLACE = 'owner/app 图&x=1';

	it.each([
		BASE,
		`${BASE}?row=1`,
		`${BASE}#part`,
		`${withPlace(BASE, 'an/older one')}&row=1`,
		`${BASE}?signature=t0ken`,
	])('comes home with the callback to %s', (base) => {
		const url = withPlace(base, PLACE);
		expect(placeIn(queryOf(url))).toBe(PLACE);
		const kept = Object.entries(queryOf(base)).filter(([name]) => name !== 'seedance_place');
		expect(queryOf(url)).toMatchObject(Object.fromEntries(kept));
	});

	it('goes along with the metadata', () => {
		const query = queryOf(built({ row: 7 }, withPlace(BASE, PLACE)));
		expect(placeIn(query)).toBe(PLACE);
		expect(readCallbackUrl(query, OWNER).metadata).toEqual({ row: 7 });
	});

	it('is none where the address has none, an odd one or two', () => {
		for (const place of [undefined, '', 7, ['a', 'b'], 'x'.repeat(201)]) {
			expect(placeIn({ seedance_place: place })).toBeNull();
		}
	});
});
