import { retryAfterMs } from '../../../nodes/shared/net/retryAfter.ts';

const NOW = Date.UTC(2026, 4, 4, 12, 0, 0);

describe('Retry-After', () => {
	test.each([
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['1.5', 1500],
		['300', 300_000],
		['86400', 300_000],
		['-5', 0],
	])('reads "%s" as %i milliseconds', (header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});

	test('reads an HTTP date as the time until then', () => {
		expect(retryAfterMs(new Date(NOW + 42_000).toUTCString(), NOW)).toBe(42_000);
	});

	test('a date that has passed means now, and one far away is bounded', () => {
		expect(retryAfterMs(new Date(NOW - 42_000).toUTCString(), NOW)).toBe(0);
		expect(retryAfterMs(new Date(NOW + 86_400_000).toUTCString(), NOW)).toBe(300_000);
	});

	test.each([[undefined], [''], ['   '], ['soon'], ['5, 5'], ['Infinity'], ['NaN']])(
		'takes %j for "did not say"',
		(header) => {
			expect(retryAfterMs(header, NOW)).toBeNull();
		},
	);
});
