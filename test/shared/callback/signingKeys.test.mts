import { createSecretKey } from 'node:crypto';
import { SigningKeys, signingKeysOf } from '../../../nodes/shared/callback/signingKeys.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import type { KeyObject } from 'node:crypto';

const KEY = createSecretKey(Buffer.from('one'));
const MINUTE = 60_000;

/** Says how often it was asked. */
function source(answer: () => KeyObject[] | null = () => [KEY]) {
	let asked = 0;
	const ask = async () => {
		asked += 1;
		return await Promise.resolve(answer());
	};
	return { ask, asked: () => asked };
}

describe('P8: the keys that sign callbacks', () => {
	test('are asked for once an hour, and once more when something does not fit', async () => {
		const keys = new SigningKeys();
		const { ask, asked } = source();
		await keys.refresh(ask, 0);
		await keys.refresh(ask, 59 * MINUTE);
		expect(asked()).toBe(1);
		await keys.renew(ask, 59 * MINUTE);
		await keys.renew(ask, 59 * MINUTE + 29_000);
		expect(asked()).toBe(2);
		await keys.renew(ask, 60 * MINUTE);
		await keys.refresh(ask, 120 * MINUTE);
		expect(asked()).toBe(4);
	});

	test('are asked for together by all who need them at the same time', async () => {
		const keys = new SigningKeys();
		const { ask, asked } = source();
		await Promise.all(Array.from({ length: 50 }, async () => await keys.refresh(ask, 0)));
		expect([asked(), keys.keys]).toEqual([1, [KEY]]);
	});

	test('that cannot be had stay as they were, are no proof, and are left alone for ten minutes', async () => {
		const keys = new SigningKeys();
		let works = true;
		const { ask, asked } = source(() => (works ? [KEY] : null));
		await keys.refresh(ask, 0);
		works = false;
		await keys.renew(ask, MINUTE);
		expect([keys.keys, keys.areCurrent]).toEqual([[KEY], false]);
		await keys.refresh(ask, 10 * MINUTE);
		await keys.renew(ask, 10 * MINUTE);
		expect(asked()).toBe(2);
		works = true;
		await keys.refresh(ask, 11 * MINUTE);
		expect([asked(), keys.areCurrent]).toEqual([3, true]);
	});

	test('are asked for anew when the clock was set back', async () => {
		const keys = new SigningKeys();
		const { ask, asked } = source();
		await keys.refresh(ask, 180 * MINUTE);
		await keys.renew(ask, 0);
		expect(asked()).toBe(2);
	});

	test('are kept for 200 accounts at most', () => {
		const first = signingKeysOf('account 0');
		for (let number = 1; number < 200; number += 1) signingKeysOf(`account ${number}`);
		expect(signingKeysOf('account 0')).toBe(first);
		signingKeysOf('account 200');
		expect(signingKeysOf('account 0')).toBe(first);
		for (let number = 201; number <= 400; number += 1) signingKeysOf(`account ${number}`);
		expect(signingKeysOf('account 0')).not.toBe(first);
	});
});

describe('P8: where the key of fal.ai is asked for', () => {
	const OFFICIAL = { baseUrl: 'https://queue.fal.run', filesBaseUrl: 'https://rest.fal.ai' };
	const urlFor = (over: Partial<typeof OFFICIAL>) =>
		PROVIDERS.fal.callbackSignature?.keys({ ...OFFICIAL, ...over })?.url ?? null;

	test.each([
		[{}, 'https://rest.fal.ai/.well-known/jwks.json'],
		[
			{ filesBaseUrl: 'https://rest.alpha.fal.ai' },
			'https://rest.alpha.fal.ai/.well-known/jwks.json',
		],
		[
			{ baseUrl: 'https://relay.example.com/fal', filesBaseUrl: 'https://relay.example.com/files' },
			'https://relay.example.com/files/.well-known/jwks.json',
		],
	])('%j: there', (over, url) => expect(urlFor(over)).toBe(url));

	test.each([
		[{ baseUrl: 'https://relay.example.com/fal' }],
		[{ baseUrl: 'http://queue.fal.run' }],
		[{ baseUrl: 'https://queue.fal.run.example.com' }],
		[{ filesBaseUrl: 'https://rest.fal.ai.example.com' }],
		[{ filesBaseUrl: 'https://files.example.com' }],
		[{ filesBaseUrl: undefined }],
	])('%j: nowhere', (over) => expect(urlFor(over)).toBeNull());
});
