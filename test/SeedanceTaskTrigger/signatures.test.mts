import { createServer } from 'node:http';
import { openWorld, until } from './support.mts';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../../sandbox/engine/types.mts';
import type { World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

const SIGNING = ['fal', 'replicate', 'waveSpeed'] as const;
type SigningProvider = (typeof SIGNING)[number];

/** A real callback as it came over the wire. */
interface Caught {
	query: string;
	text: string;
	headers: Record<string, string>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;

/** Where providers call in place of the trigger. */
const caught: Caught[] = [];
const catcher = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const headers = Object.entries(request.headers).filter(([name]) =>
			/^(?:x-fal-|webhook-|content-type)/.test(name),
		);
		caught.push({
			query: (request.url ?? '').split('?')[1] ?? '',
			text: Buffer.concat(chunks).toString('utf8'),
			headers: Object.fromEntries(headers) as Record<string, string>,
		});
		response.end();
	});
});

beforeAll(async () => {
	await new Promise((resolve) => catcher.listen(0, '127.0.0.1', () => resolve(null)));
});

let trigger: ReturnType<World['trigger']>;

/** A trigger for an account of which nothing is known yet: its provider is at a new address. */
async function begin(provider: SigningProvider) {
	world = await openWorld();
	trigger = world.trigger(provider);
	await trigger.activate();
}

afterEach(async () => {
	jest.restoreAllMocks();
	await trigger.deactivate();
	await world.close();
	caught.length = 0;
});

afterAll(() => {
	catcher.closeAllConnections();
	catcher.close();
});

/** The callback of a task that has just ended. @param where a query that is added to the address */
async function realCallback(provider: SigningProvider): Promise<Caught> {
	const before = caught.length;
	const { port } = catcher.address() as AddressInfo;
	const callbackUrl = world.address(provider, `http://127.0.0.1:${port}/`, { row: 1 });
	await world.submit(provider, { callbackUrl });
	await until(() => caught.length > before);
	return caught[before];
}

/** Hands a callback to the trigger, over the wire. */
async function deliver({ query, text, headers }: Caught): Promise<number> {
	const url = `${trigger.webhookUrl()}?${query}`;
	const response = await fetch(url, { method: 'POST', headers, body: text });
	await response.text();
	return response.status;
}

const keyCalls = (provider: SigningProvider) =>
	world.sandbox.requests({ provider, operation: 'signingKey' });

const withoutSignature = (callback: Caught): Caught => ({
	...callback,
	headers: { 'content-type': 'application/json' },
});

/** One byte more, which means nothing in JSON. */
const changed = (callback: Caught): Caught => ({ ...callback, text: `${callback.text} ` });

const FAULTS: ReadonlyArray<[string, Partial<Fault> & Pick<Fault, 'kind'>]> = [
	['refused', { kind: 'status', status: 401 }],
	['not there, as at a relay', { kind: 'status', status: 404 }],
	['broken', { kind: 'status', status: 500 }],
	['a web page', { kind: 'html' }],
	['something else', { kind: 'status', status: 200, body: { key: 7, keys: [{}], data: {} } }],
	['none', { kind: 'status', status: 200, body: { keys: [] } }],
	['cut off', { kind: 'resetBefore' }],
	['never answered', { kind: 'timeout' }],
];

describe.each(SIGNING)('P8: the signature of a callback (%s)', (provider) => {
	beforeEach(async () => await begin(provider));

	/** The trigger has seen a signature that fits. */
	async function known() {
		expect(await deliver(await realCallback(provider))).toBe(200);
		expect(world.engine.emitted).toHaveLength(1);
	}

	it('that fits lets the task be read and emitted, with one call for the key in all', async () => {
		await known();
		expect(await deliver(await realCallback(provider))).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
		expect(keyCalls(provider)).toHaveLength(1);
	});

	it('that does not fit is turned away, without a read', async () => {
		await known();
		const reads = world.reads(provider);
		const callback = await realCallback(provider);
		expect(await deliver(changed(callback))).toBe(403);
		expect(world.reads(provider)).toBe(reads);
		expect(world.engine.emitted).toHaveLength(1);
		expect(await deliver(callback)).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
	});

	it('of another callback does not fit this one', async () => {
		await known();
		const [one, other] = [await realCallback(provider), await realCallback(provider)];
		const reads = world.reads(provider);
		expect(await deliver({ ...one, headers: other.headers })).toBe(403);
		expect(world.reads(provider)).toBe(reads);
	});

	it('that was made more than a day ago is turned away, without a read', async () => {
		const callback = await realCallback(provider);
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + DAY_MS + 60_000);
		expect(await deliver(callback)).toBe(403);
		expect(world.reads(provider)).toBe(0);
		expect(world.engine.emitted).toEqual([]);
	});

	it.each([
		['an hour late, when the provider tries again', 60 * 60 * 1000],
		['from the future, when a clock is wrong', -3 * 60 * 60 * 1000],
	])('%s, is as good as ever', async (_name, shiftMs) => {
		const callback = await realCallback(provider);
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + shiftMs);
		await deliver(callback);
		expect(world.reads(provider)).toBeGreaterThan(0);
	});

	it('that is missing costs a read, as ever, and no call for a key', async () => {
		const callback = await realCallback(provider);
		expect(await deliver(withoutSignature(callback))).toBe(200);
		expect(world.engine.emitted).toHaveLength(1);
		expect(keyCalls(provider)).toEqual([]);
	});

	it.each(['v9,AAAA', 'AAAA', '', 'v1', ','])(
		'in a form that nobody knows ("%s") is no reason to lose the callback',
		async (form) => {
			await known();
			const callback = await realCallback(provider);
			const name = provider === 'fal' ? 'x-fal-webhook-signature' : 'webhook-signature';
			expect(await deliver({ ...callback, headers: { ...callback.headers, [name]: form } })).toBe(
				200,
			);
			expect(world.engine.emitted).toHaveLength(2);
		},
	);

	it('with a new key of the provider is known after one more call for the key', async () => {
		await known();
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
		world.sandbox.rotateSigningKeys();
		expect(await deliver(await realCallback(provider))).toBe(200);
		expect(await deliver(await realCallback(provider))).toBe(200);
		expect(world.engine.emitted).toHaveLength(3);
		expect(keyCalls(provider)).toHaveLength(2);
	});

	it.each(FAULTS)('whose key is %s leaves all to the read', async (_name, fault) => {
		world.sandbox.addFault({ provider, operation: 'signingKey', times: 'always', ...fault });
		const callback = await realCallback(provider);
		const beganAt = Date.now();
		expect(await deliver(callback)).toBe(200);
		expect(Date.now() - beganAt).toBeLessThan(3500);
		expect(await deliver(changed(await realCallback(provider)))).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
		// It is not asked for each time.
		expect(keyCalls(provider)).toHaveLength(1);
	});

	it('whose new key cannot be had leaves all to the read', async () => {
		await known();
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
		world.sandbox.rotateSigningKeys();
		world.sandbox.addFault({ provider, operation: 'signingKey', kind: 'status', status: 500 });
		expect(await deliver(await realCallback(provider))).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
	});

	it('that has never fitted is no proof: somebody on the way may write bodies anew', async () => {
		expect(await deliver(changed(await realCallback(provider)))).toBe(200);
		expect(world.engine.emitted).toHaveLength(1);
	});

	it('of a body that came packed is no proof', async () => {
		await known();
		const callback = changed(await realCallback(provider));
		const headers = { ...callback.headers, 'content-encoding': 'identity' };
		expect(await deliver({ ...callback, headers })).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
	});

	it('holds against a flood: no reads, two calls for the key, and real ones get through', async () => {
		await known();
		const callback = await realCallback(provider);
		const reads = world.reads(provider);
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
		const flood = Array.from({ length: 300 }, async () => await deliver(changed(callback)));
		expect(new Set(await Promise.all(flood))).toEqual(new Set([403]));
		expect(world.reads(provider)).toBe(reads);
		expect(keyCalls(provider).length).toBeLessThanOrEqual(2);
		expect(await deliver(callback)).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
	});
});

describe('P8: the key that signs callbacks', () => {
	it('of fal.ai is public, and the API key does not go there', async () => {
		await begin('fal');
		await deliver(await realCallback('fal'));
		const [call] = keyCalls('fal');
		expect(call).toMatchObject({ path: '/fal-files/.well-known/jwks.json', account: null });
		expect(call.headers).not.toHaveProperty('authorization');
		expect(world.sandbox.stats().leakedKeys).toBe(0);
	});

	it('of WaveSpeed is one per API key, so a task of another key of the account is read', async () => {
		await begin('waveSpeed');
		await deliver(await realCallback('waveSpeed'));
		const { port } = catcher.address() as AddressInfo;
		// Without metadata nothing tells with which key it was ordered.
		await world.submit('waveSpeed', { callbackUrl: `http://127.0.0.1:${port}/` });
		await until(() => caught.length === 2);
		expect(await deliver(changed(caught[1]))).toBe(200);
		expect(world.engine.emitted).toHaveLength(2);
	});
});
