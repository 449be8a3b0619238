import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { connectionFrom, isPrivateConnection } from '../../../nodes/shared/net/connection.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { TYPED } from './typedAddresses.mts';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

const { ark } = PROVIDERS;
const RELAY = 'https://relay.example.com/api/v3';

describe('Where a credential points', () => {
	test.each([RELAY, `${RELAY}/`, `${RELAY}///`, ` ${RELAY} `, `${RELAY}/ `, `\n${RELAY}/\n`])(
		'%j is the address without what people paste around it',
		(typed) => {
			expect(connectionFrom({ baseUrl: typed }, {})).toEqual({ baseUrl: RELAY });
			expect(connectionFrom({ baseUrl: RELAY, filesBaseUrl: typed }, {})).toEqual({
				baseUrl: RELAY,
				filesBaseUrl: RELAY,
			});
			expect(connectionFrom({ region: 'custom', baseUrl: typed }, ark)).toEqual({
				baseUrl: RELAY,
				region: 'custom',
			});
		},
	);

	test('an address that is missing, blank or no text is an empty one, and uploads then have none', () => {
		for (const typed of [undefined, '', ' ', '/', null, 7, { host: 'x' }]) {
			const entered = { baseUrl: typed, filesBaseUrl: typed } as ICredentialDataDecryptedObject;
			expect(connectionFrom(entered, {})).toEqual({ baseUrl: '' });
		}
	});

	test.each(['china', 'international'] as const)(
		'Ark %s has a host of its own, whatever is left in the field',
		(region) => {
			const entered = { region: ` ${region} `, baseUrl: RELAY, filesBaseUrl: RELAY };
			expect(connectionFrom(entered, ark)).toEqual({ baseUrl: ark.hosts?.[region], region });
		},
	);

	test('the hosts of Ark are those of its documentation', () => {
		expect(ark.hosts).toEqual({
			china: 'https://ark.cn-beijing.volces.com/api/v3',
			international: 'https://ark.ap-southeast.bytepluses.com/api/v3',
		});
	});

	test('a region that is none counts for nothing', () => {
		expect(connectionFrom({ region: 'moon', baseUrl: RELAY }, ark)).toEqual({ baseUrl: RELAY });
	});
});

describe.each(PROVIDER_IDS)('What is typed as the Base URL of %s', (id) => {
	test.each(TYPED[id])('%s means %s', (baseUrl, meant) => {
		const region = id === 'ark' ? 'custom' : undefined;
		for (const typed of [baseUrl, ` ${baseUrl}\n`, `"${baseUrl}"`, `\u200b${baseUrl}`]) {
			const entered = { region, baseUrl: typed } as ICredentialDataDecryptedObject;
			expect(connectionFrom(entered, PROVIDERS[id]).baseUrl).toBe(meant);
		}
		const again = { region, baseUrl: meant } as ICredentialDataDecryptedObject;
		expect(connectionFrom(again, PROVIDERS[id]).baseUrl).toBe(meant);
	});
});

test.each([
	['https://files-api.evolink.ai/api/v1', 'https://files-api.evolink.ai'],
	['https://files-api.evolink.ai/api/v1/files/upload/stream', 'https://files-api.evolink.ai'],
	['https://relay.example.com/files', 'https://relay.example.com/files'],
])('The Files Base URL %s means %s', (filesBaseUrl, meant) => {
	const entered = { baseUrl: 'https://x.example', filesBaseUrl };
	expect(connectionFrom(entered, PROVIDERS.evolink).filesBaseUrl).toBe(meant);
});

test.each(['127.0.0.1:4010/ark', 'localhost:5678', 'relay', 'not an address'])(
	'%j without a scheme could be meant in two ways and stays as it is',
	(typed) => expect(connectionFrom({ baseUrl: typed }, {}).baseUrl).toBe(typed),
);

describe('A provider within reach of private addresses', () => {
	test.each([
		'http://127.0.0.1:8080/ark',
		'https://10.0.0.5',
		'http://sandbox:4000',
		'https://[::1]',
	])('%s is one', (baseUrl) => expect(isPrivateConnection({ baseUrl })).toBe(true));

	test.each([RELAY, 'http://8.8.8.8', 'https://api.evolink.ai', '', 'api.evolink.ai'])(
		'%j is none',
		(baseUrl) => expect(isPrivateConnection({ baseUrl })).toBe(false),
	);
});
