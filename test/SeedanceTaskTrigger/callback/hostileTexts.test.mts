import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { screenCallback } from '../../../nodes/SeedanceTaskTrigger/callback/screen.ts';

const LENGTH = 900_000;

/** Texts over which a careless pattern thinks for minutes, while n8n does nothing else. */
const TEXTS = [
	['one long word', `${'A'.repeat(LENGTH)} `],
	['a number and blanks', `1${' '.repeat(LENGTH)}x`],
	['digits', `1.${'1'.repeat(LENGTH)}x`],
	['a date and blanks', `2026-01-01${' '.repeat(LENGTH)}x`],
	['words with dots', 'a.'.repeat(LENGTH / 2)],
	['quotes', `'a`.repeat(LENGTH / 2)],
	['addresses', 'https://a?b '.repeat(LENGTH / 12)],
	['request ids', `Request id: ${'a-'.repeat(LENGTH / 2)}!`],
] as [string, string][];

const FIELDS = ['status', 'error', 'failure_reason', 'progress', 'created_at', 'completed_at'];

describe.each(PROVIDER_IDS)('P8: a callback that was made to keep n8n busy: %s', (provider) => {
	it.each(TEXTS)('%s', (_name, text) => {
		for (const field of FIELDS) {
			const body = { id: 'task_ab12', status: 'failed', [field]: text };
			const before = process.cpuUsage();
			screenCallback(
				{ method: 'POST', size: LENGTH, body, query: {}, headers: {}, rawBody: null },
				{
					provider: PROVIDERS[provider],
					connection: { baseUrl: 'https://p', region: 'custom' },
					apiKey: 'k',
				},
			);
			// Time of the processor, in microseconds: what else the machine does makes no difference.
			expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
		}
	});
});
