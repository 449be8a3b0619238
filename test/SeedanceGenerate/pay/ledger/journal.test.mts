import {
	Journal,
	fingerprintOf,
	markOf,
} from '../../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { requestFor } from '../../../../tools/simulation/run.mts';
import type { VideoRequest } from '../../../../nodes/shared/domain/request.ts';
import type {
	JournalEntry,
	JournalStore,
} from '../../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';

const entryOf = (over: Partial<JournalEntry> = {}): JournalEntry => ({
	state: 'accepted',
	fingerprint: 'f',
	mark: 'm',
	sentAtMs: 1,
	taskId: 'task-1',
	submissions: 1,
	...over,
});

describe('Journal', () => {
	test('remembers rows apart, and passes of a loop apart', () => {
		const store = {};
		const first = new Journal(store, 0);
		const second = new Journal(store, 1);
		first.write(0, entryOf({ taskId: 'a' }));
		first.write(1, entryOf({ taskId: 'b' }));
		second.write(0, entryOf({ taskId: 'c' }));
		expect(first.read(0)?.taskId).toBe('a');
		expect(first.read(1)?.taskId).toBe('b');
		expect(second.read(0)?.taskId).toBe('c');
		expect(second.read(1)).toBeNull();
	});

	test('P11 counts what other passes have planned, and not what an earlier try of this one had', () => {
		const store = {};
		const broken = new Journal(store, 0, 'execution');
		broken.reserve([
			{ itemIndex: 0, cost: 2 },
			{ itemIndex: 1, cost: 3 },
		]);
		broken.write(1, entryOf({ cost: 3 }));
		expect(new Journal(store, 0, 'execution').ordered()).toEqual({ tasks: 1, cost: 3 });
		expect(new Journal(store, 1, 'execution').ordered()).toEqual({ tasks: 2, cost: 5 });
		expect(new Journal(store, 1, 'another').ordered()).toEqual({ tasks: 0, cost: 0 });
	});

	test('forgets one row and no other', () => {
		const journal = new Journal({}, 0);
		journal.write(0, entryOf());
		journal.write(10, entryOf({ taskId: 'b' }));
		journal.forget(0);
		journal.forget(5);
		expect(journal.read(0)).toBeNull();
		expect(journal.read(10)?.taskId).toBe('b');
	});

	test('survives being stored as JSON with the execution', () => {
		const store: JournalStore = {};
		new Journal(store, 2, 'execution-1').write(3, entryOf({ failure: null }));
		const restored = new Journal(JSON.parse(JSON.stringify(store)), 2, 'execution-1');
		expect(restored.read(3)).toEqual({ ...entryOf({ failure: null }), executionId: 'execution-1' });
	});

	test('tells what this execution wrote from what an earlier one did', () => {
		const store: JournalStore = {};
		const earlier = new Journal(store, 0, 'execution-1');
		earlier.write(0, entryOf());
		const entry = earlier.read(0) as JournalEntry;
		expect(earlier.isOwn(entry)).toBe(true);
		const later = new Journal(store, 0, 'execution-2');
		expect(later.isOwn(entry)).toBe(false);
		later.write(0, entry);
		expect(later.isOwn(later.read(0) as JournalEntry)).toBe(true);
		later.restore(0, entry);
		expect(later.isOwn(later.read(0) as JournalEntry)).toBe(false);
		expect(new Journal({}, 0).isOwn(entryOf())).toBe(false);
	});
});

describe('Fingerprint', () => {
	const request = requestFor('ark', 0);

	test('is the same for the same request, whatever the order of its fields and whatever its mark', () => {
		const reversed = Object.fromEntries(Object.entries(request).reverse());
		expect(fingerprintOf(reversed as VideoRequest)).toBe(fingerprintOf(request));
		const marked = { ...request, options: { mark: 'x' }, seed: undefined };
		expect(fingerprintOf(marked)).toBe(fingerprintOf(request));
		expect(fingerprintOf(request)).toMatch(/^[0-9a-f]{64}$/);
	});

	test.each([
		['prompt', { prompt: 'Another one' }],
		['length', { durationSeconds: 6 }],
		['sound', { generateAudio: false }],
		['an option', { options: { seed: 7 } }],
		[
			'a medium',
			{
				media: [{ kind: 'image' as const, url: 'https://a.example/1.png', label: 'x' }],
			},
		],
	])('changes with the %s', (_, change) => {
		expect(fingerprintOf({ ...request, ...change })).not.toBe(fingerprintOf(request));
	});

	test('tells the order of media apart', () => {
		const withMedia = (urls: string[]) =>
			fingerprintOf({ ...request, media: urls.map((url) => ({ kind: 'image', url, label: 'x' })) });
		expect(withMedia(['https://a.example/1', 'https://a.example/2'])).not.toBe(
			withMedia(['https://a.example/2', 'https://a.example/1']),
		);
	});
});

describe('Mark', () => {
	test('fits into the field of the provider, and gives away nothing of what it is made from', () => {
		const mark = markOf(['workflow', 'node', 'ark', 'key', 'SKU-1']);
		expect(mark).toMatch(/^n8n-seedance-[0-9a-f]{35}$/);
		expect(mark).toHaveLength(48);
		expect(mark).not.toContain('SKU');
	});

	test('is the same for the same parts and another one for others, also when they only glue together alike', () => {
		expect(markOf(['a', 'b'])).toBe(markOf(['a', 'b']));
		expect(markOf(['a', 'b'])).not.toBe(markOf(['ab', '']));
		expect(markOf(['a', 'b'])).not.toBe(markOf(['b', 'a']));
	});
});
