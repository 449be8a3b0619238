import { instanceAddress, isReachableFor } from '../../nodes/SeedanceGenerate/instance.ts';

describe('An address of this n8n', () => {
	const PUBLIC = [
		'https://n8n.example.com/',
		'https://n8n.example.com:8443/x?y',
		'https://8.8.8.8/',
	];
	const PRIVATE = ['https://n8n.local/', 'https://192.168.1.5/', 'https://localhost:5678/x'];
	const PLAIN = ['http://n8n.example.com/', 'http://192.168.1.5/'];
	const NONE = ['', 'n8n.example.com', 'ftp://n8n.example.com/', 'file:///n8n', 'wss://n8n.local'];

	test('is within reach of a provider on the internet only by public https', () => {
		expect(PUBLIC.map((address) => isReachableFor(address, false))).toEqual([true, true, true]);
		for (const address of [...PRIVATE, ...PLAIN, ...NONE]) {
			expect(isReachableFor(address, false)).toBe(false);
		}
	});

	test('is within reach of a private provider if it is one at all', () => {
		for (const address of [...PUBLIC, ...PRIVATE, ...PLAIN]) {
			expect(isReachableFor(address, true)).toBe(true);
		}
		expect(NONE.map((address) => isReachableFor(address, true))).toEqual(NONE.map(() => false));
	});

	test('is what n8n says', () => {
		expect(instanceAddress({ getInstanceBaseUrl: () => 'https://n8n.example.com/' })).toBe(
			'https://n8n.example.com/',
		);
	});
});
