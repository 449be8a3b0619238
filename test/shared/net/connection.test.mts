import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { connectionFrom, isPrivateConnection } from '../../../nodes/shared/net/connection.ts';

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
			const entered = { baseUrl: typed, filesBaseUrl: typed } as any;
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
