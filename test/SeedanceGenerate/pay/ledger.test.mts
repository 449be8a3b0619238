import { createHash } from 'node:crypto';
import {
	Journal,
	fingerprintOf,
	hashOf,
	markOf,
} from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { attemptKey } from '../../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import { requestFor } from '../../../tools/simulation/run.mts';
import type {
	JournalEntry,
	JournalStore,
} from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';

/**
 * What is written down about rows, to the letter: another version of this package reads it, after a crash or an update.
 */

const entryOf = (over: Partial<JournalEntry> = {}): JournalEntry => ({
	state: 'accepted',
	fingerprint: 'f',
	mark: 'm',
	sentAtMs: 1,
	taskId: 'task-1',
	submissions: 1,
	...over,
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('Plans', () => {
	test('count for the caps, and are nothing that a row could be taken over from', () => {
		const store: JournalStore = {};
		const journal = new Journal(store, 3, 'e');
		journal.reserve([{ itemIndex: 0, cost: 2 }, { itemIndex: 1 }]);
		expect([journal.read(0), journal.read(1)]).toEqual([null, null]);
		expect(store.seedanceJournal).toEqual({
			'3.0': {
				state: 'planned',
				fingerprint: '',
				mark: '',
				sentAtMs: 0,
				submissions: 0,
				cost: 2,
				executionId: 'e',
			},
			3.1: expect.objectContaining({ state: 'planned', cost: 0 }),
		});
		expect(new Journal(store, 4, 'e').ordered()).toEqual({ tasks: 2, cost: 2 });
	});

	test('do not take the place of what was submitted, and go without touching it', () => {
		const store = {};
		const journal = new Journal(store, 0, 'e');
		journal.write(0, entryOf({ cost: 5 }));
		const rows = [
			{ itemIndex: 0, cost: 1 },
			{ itemIndex: 1, cost: 2 },
		];
		journal.reserve(rows);
		expect(journal.read(0)?.taskId).toBe('task-1');
		expect(new Journal(store, 1, 'e').ordered()).toEqual({ tasks: 2, cost: 7 });
		journal.releaseReserved(rows);
		expect(journal.read(0)?.taskId).toBe('task-1');
		expect(new Journal(store, 1, 'e').ordered()).toEqual({ tasks: 1, cost: 5 });
	});

	test('of this pass are those of a try that broke off; those of pass 11 are not those of pass 1', () => {
		const store = {};
		new Journal(store, 1, 'e').reserve([{ itemIndex: 0, cost: 1 }]);
		new Journal(store, 11, 'e').reserve([{ itemIndex: 0, cost: 2 }]);
		expect(new Journal(store, 1, 'e').ordered()).toEqual({ tasks: 1, cost: 2 });
		expect(new Journal(store, 11, 'e').ordered()).toEqual({ tasks: 1, cost: 1 });
	});
});

describe('What has been ordered', () => {
	test('are the rows that this execution has paid for, in every pass, and no rows that it took over', () => {
		const store = {};
		const journal = new Journal(store, 0, 'e');
		journal.write(0, entryOf({ cost: 3 }));
		journal.write(1, entryOf({ cost: 0, state: 'sending' }));
		journal.write(2, entryOf());
		new Journal(store, 1, 'e').write(0, entryOf({ cost: 4 }));
		new Journal(store, 2, 'another').write(0, entryOf({ cost: 8 }));
		expect(journal.ordered()).toEqual({ tasks: 3, cost: 7 });
		expect(new Journal(store, 9, 'another').ordered()).toEqual({ tasks: 1, cost: 8 });
	});

	test('is nothing while nothing is on record', () => {
		expect(new Journal({}, 0, 'e').ordered()).toEqual({ tasks: 0, cost: 0 });
	});
});

describe('An entry', () => {
	test('is of the execution that wrote it, with the settings of the node then', () => {
		const store = {};
		const journal = new Journal(store, 0, 'e', 'recipe');
		journal.write(0, entryOf({ executionId: 'other', recipe: 'other' }));
		expect(journal.read(0)).toEqual(entryOf({ executionId: 'e', recipe: 'recipe' }));
		new Journal(store, 0, 'e').write(1, entryOf());
		expect(journal.read(1)).toEqual(entryOf({ executionId: 'e' }));
		expect(journal.read(1)).not.toHaveProperty('recipe');
	});

	test('that nobody signed is of no execution, not even of one without a name', () => {
		expect(new Journal({}, 0, 'e').isOwn(entryOf())).toBe(false);
		expect(new Journal({}, 0).isOwn(entryOf())).toBe(false);
		expect(new Journal({}, 0, 'e').isOwn(entryOf({ executionId: 'e' }))).toBe(true);
	});

	test.each([
		['the same settings and the same request', 'now', 'f', false],
		['the same settings, whose expressions give something else each time', 'now', 'other', false],
		['other settings with the same request', 'then', 'f', false],
		['other settings and another request', 'then', 'other', true],
		['settings that nobody wrote down and the same request', undefined, 'f', false],
		['settings that nobody wrote down and another request', undefined, 'other', true],
	])('with %s is changed or not', (_, recipe, fingerprint, changed) => {
		const journal = new Journal({}, 0, 'e', 'now');
		expect(journal.isChanged(entryOf({ recipe }), fingerprint)).toBe(changed);
	});

	test('without settings on either side is changed by its request', () => {
		expect(new Journal({}, 0, 'e').isChanged(entryOf(), 'other')).toBe(true);
	});

	test('that is not there is none', () => {
		const journal = new Journal({}, 0);
		expect(journal.read(0)).toBeNull();
		journal.forget(0);
		expect(journal.read(0)).toBeNull();
	});
});

describe('A hash', () => {
	test('is SHA-256 over the content in the order of its names, without what is not set', () => {
		expect(hashOf({ b: [2, 1], a: { d: null, c: undefined } })).toBe(
			sha256('{"a":{"d":null},"b":[2,1]}'),
		);
		expect(hashOf(['x', { z: 1, y: 2 }, null])).toBe(sha256('["x",{"y":2,"z":1},null]'));
		expect(hashOf('text')).toBe(sha256('"text"'));
	});
});

describe('A mark', () => {
	test('is the same in every version, or a task that was lost before an update is not found after it', () => {
		const parts = ['workflow', 'node', 'ark', 'key', 'SKU-1'];
		expect(markOf(parts)).toBe(`n8n-seedance-${sha256(JSON.stringify(parts)).slice(0, 35)}`);
	});
});

describe('A fingerprint', () => {
	const request = requestFor('ark', 0);

	test('does not change with who is told of the end, nor with the mark', () => {
		const told = { ...request, options: { callbackUrl: 'https://n8n.example.com/1', mark: 'm' } };
		expect(fingerprintOf(told)).toBe(fingerprintOf(request));
		const seeded = { ...told, options: { ...told.options, seed: 7 } };
		expect(fingerprintOf(seeded)).toBe(fingerprintOf({ ...request, options: { seed: 7 } }));
		expect(fingerprintOf(seeded)).not.toBe(fingerprintOf(request));
	});

	test('is the hash of the request', () => {
		expect(fingerprintOf(request)).toBe(hashOf(request));
	});
});

test('The name of an attempt is the key itself, and another one for each further submission', () => {
	expect([1, 2, 3].map((n) => attemptKey('SKU', n))).toEqual([
		'SKU',
		'SKU (submission 2)',
		'SKU (submission 3)',
	]);
});
