import { createHmac } from 'node:crypto';
import { buildCallbackUrl, readCallbackUrl } from '../../../nodes/shared/callback/address.ts';
import { checkCallbackAddress } from '../../../nodes/SeedanceGenerate/plan/checks/addressRule.ts';
import { isSignedBy, sign } from '../../../nodes/shared/callback/signature.ts';
import type { SignatureOwner } from '../../../nodes/shared/callback/signature.ts';
import type { JsonObject } from '../../../nodes/shared/domain/json.ts';

/** The exact form of signed addresses, which outlive an update, and the words about those that will not do. */

const OWNER = { apiKey: 'sk-0123456789', provider: 'evolink' as const };
const BASE = 'https://n8n.example.com/webhook/1/seedance';

/** The signature as it is documented, worked out anew. */
function signatureOf(text: string, { apiKey, provider }: SignatureOwner = OWNER) {
	const purpose = `n8n-nodes-seedance: metadata in a callback address, version 1, ${provider}`;
	const key = createHmac('sha256', apiKey).update(purpose).digest();
	return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}

/** @returns the value of the parameter, signed whatever it holds */
function signed(content: unknown): string {
	const text = typeof content === 'string' ? content : JSON.stringify(content);
	const payload = Buffer.from(text).toString('base64url');
	return `${payload}.${signatureOf(payload)}`;
}

const read = (value: unknown) => readCallbackUrl({ seedance: value }, OWNER);
const FORGED = { metadata: null, authentic: false, signed: false };

describe('P8 A signature', () => {
	test('is the same in every version, so that addresses stay valid', () => {
		expect(sign('text', OWNER)).toBe(signatureOf('text'));
		expect(sign('text', { ...OWNER, provider: 'ark' })).not.toBe(signatureOf('text'));
		expect(sign('text', { ...OWNER, apiKey: ` ${OWNER.apiKey}\n` })).toBe(signatureOf('text'));
		expect(sign('text', OWNER)).toMatch(/^[\w-]{22}$/);
	});

	test('is found right by its owner alone', () => {
		const good = signatureOf('text');
		expect(isSignedBy('text', good, OWNER)).toBe(true);
		for (const [text, signature, owner] of [
			['other', good, OWNER],
			['text', good.toUpperCase(), OWNER],
			['text', `${good}A`, OWNER],
			['text', '', OWNER],
			['text', 'ü'.repeat(11), OWNER],
			['text', good, { ...OWNER, apiKey: 'sk-another' }],
			['text', good, { ...OWNER, provider: 'ink' }],
		] as Array<[string, string, SignatureOwner]>) {
			expect(isSignedBy(text, signature, owner)).toBe(false);
		}
	});

	test.each(['', '  ', '\n'])('of nobody (%j) is none, although it can be worked out', (apiKey) => {
		const nobody = { ...OWNER, apiKey };
		expect(isSignedBy('text', sign('text', nobody), nobody)).toBe(false);
	});
});

describe('An address with metadata', () => {
	const payload = Buffer.from('{"row":7}').toString('base64url');
	const value = `seedance=${payload}.${signatureOf(payload)}`;

	test.each([
		[BASE, `${BASE}?${value}`],
		[` ${BASE} `, `${BASE}?${value}`],
		[`${BASE}?`, `${BASE}?${value}`],
		[`${BASE}?a=1`, `${BASE}?a=1&${value}`],
		[`${BASE}?a=1&&b=2&`, `${BASE}?a=1&b=2&${value}`],
		[`${BASE}?a=1?b=2`, `${BASE}?a=1?b=2&${value}`],
		[`${BASE}?seedance=x`, `${BASE}?${value}`],
		[`${BASE}?seedance=x&a=1&seedance=y#z`, `${BASE}?a=1&${value}`],
		[`${BASE}?seedances=x`, `${BASE}?seedances=x&${value}`],
		[`${BASE}#z?a=1`, `${BASE}?${value}`],
	])('%s becomes %s', (base, url) => {
		expect(buildCallbackUrl(base, { metadata: { row: 7 }, ...OWNER })).toEqual({ url });
	});

	test('is the typed one where there is none', () => {
		const typed = `${BASE}?a=1&&seedance=x#z`;
		expect(buildCallbackUrl(` ${typed} `, { metadata: null, ...OWNER })).toEqual({ url: typed });
	});
});

describe('An address that is too long', () => {
	const baseOf = (length: number) => BASE.padEnd(length, 'x');
	const alone = (base: string) => buildCallbackUrl(base, { metadata: null, ...OWNER });
	const withRow = (base: string, metadata: JsonObject = { row: 7 }) =>
		buildCallbackUrl(base, { metadata, ...OWNER });
	const added = '?seedance='.length + Buffer.from('{"row":7}').toString('base64url').length + 23;

	test('is refused from 2,049 characters on, with or without metadata', () => {
		expect(alone(` ${baseOf(2048)} `)).toEqual({ url: baseOf(2048) });
		expect(alone(baseOf(2049))).toEqual({
			problem: {
				field: 'Callback URL',
				message:
					'Callback URL has 2049 characters, but providers take up to 2048. Use a shorter address.',
			},
		});
		expect(withRow(baseOf(2048 - added))).toHaveProperty('url.length', 2048);
		expect(withRow(baseOf(2049 - added))).toEqual({
			problem: {
				field: 'Metadata',
				message:
					'Metadata makes the callback address 2049 characters long, but providers take up to 2048. Make Metadata about 1 characters shorter (letters outside English count up to three times), for example by carrying only a row number.',
			},
		});
	});

	test('says by how much: four characters of the address are three of the metadata', () => {
		const result = withRow(baseOf(2048 - added + 40));
		expect(JSON.stringify(result)).toContain('Make Metadata about 30 characters shorter');
	});

	test('blames the address where no metadata would fit', () => {
		expect(withRow(baseOf(2049))).toMatchObject({
			problem: {
				field: 'Callback URL',
				message: expect.stringContaining('has 2049 characters'),
			},
		});
		expect(withRow(baseOf(2048))).toMatchObject({ problem: { field: 'Metadata' } });
	});

	test('is measured as it goes over the wire', () => {
		const chinese = `${BASE}/${'视'.repeat(230)}`;
		expect(alone(chinese)).toMatchObject({
			problem: { message: expect.stringContaining(`has ${BASE.length + 1 + 230 * 9} characters`) },
		});
		expect(alone('x'.repeat(2048))).toEqual({ url: 'x'.repeat(2048) });
		expect(alone('x'.repeat(2049))).toHaveProperty('problem');
	});
});

describe('P8 What comes home', () => {
	test.each([[{ row: 7 }], [{ a: [1], b: { c: null } }]])('signed is %j', (metadata) => {
		expect(read(signed(metadata))).toEqual({ metadata, authentic: true, signed: true });
	});

	test('empty is none, but was made with the key', () => {
		expect(read(signed({}))).toEqual({ metadata: null, authentic: true, signed: true });
	});

	test.each([[[1]], [null], [7], ['"text"'], ['true'], ['{"row":'], ['']])(
		'signed but no object is forged: %j',
		(content) => expect(read(signed(content))).toEqual(FORGED),
	);

	test.each([[7], [null], [['a']], [{ a: 1 }], [''], ['.'], ['..'], ['a.b.c'], ['abc']])(
		'that is no signed text is forged: %j',
		(value) => expect(read(value)).toEqual(FORGED),
	);

	test('with something behind it is forged, however good the rest', () => {
		expect(read(`${signed({ row: 7 })}.`)).toEqual(FORGED);
		expect(read(` ${signed({ row: 7 })}`)).toEqual(FORGED);
	});

	test('is looked at up to the length of an address', () => {
		const letters = (n: number) => signed({ text: 'x'.repeat(n) });
		let n = 1400;
		while (letters(n + 1).length <= 2048) n += 1;
		expect(read(letters(n)).authentic).toBe(true);
		while (letters(n).length <= 2048) n += 1;
		expect(read(letters(n))).toEqual(FORGED);
	});

	test('not at all is neither signed nor forged', () => {
		expect(read(undefined)).toEqual({ metadata: null, authentic: true, signed: false });
	});
});

describe('The rule for addresses says what to do', () => {
	const PUBLIC = { privateAllowed: false };
	const PRIVATE = { privateAllowed: true };

	test.each([
		[
			'n8n',
			PRIVATE,
			'Callback URL is not a web address. Copy the production URL of a Seedance Task Trigger.',
		],
		[
			'http://n8n.example.com/x',
			PUBLIC,
			'Callback URL begins with http://, but the provider calls https:// addresses only. Use the public https address of your n8n.',
		],
		[
			'ftp://n8n.local/x',
			{ ...PRIVATE, providerName: 'EvoLink' },
			'Callback URL begins with ftp://, but EvoLink calls https:// addresses only. Use the public https address of your n8n.',
		],
		[
			'https://n8n.local:5678/x?token=1',
			{ ...PUBLIC, providerName: 'EvoLink' },
			'Callback URL points to n8n.local, which EvoLink cannot reach from the internet. Use the public https address of your n8n, or set When to Continue to "When the Videos Are Ready".',
		],
	])('%s', (address, rule, message) => {
		expect(checkCallbackAddress(address, rule)).toEqual({ field: 'Callback URL', message });
	});

	test.each(['https://n8n.local/x', 'http://127.0.0.1:5678/x', 'https://n8n.example.com/x'])(
		'and lets %s pass for a private provider',
		(address) => expect(checkCallbackAddress(address, PRIVATE)).toBeNull(),
	);
});
