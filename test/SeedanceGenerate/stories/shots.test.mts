import { shotsOf } from '../../../nodes/SeedanceGenerate/plan/story/shots.ts';
import type { StoryRow } from '../../../nodes/SeedanceGenerate/plan/story/shots.ts';

/** `a` continues in story a, `-a` begins anew there, `?` cannot be told, `.` is no row of a story; `a@x` pays with x. */
function rowsOf(text: string): StoryRow[] {
	return text.split(' ').map((word) => {
		const [name, account = 'me'] = word.split('@');
		const story = name === '?' ? null : name.replace(/^[-.]/, '');
		const continueFrom = /^[-.]/.test(name) ? 'none' : 'lastFrame';
		return {
			inputs: { continueFrom, story },
			account: account === '' ? null : account,
		};
	});
}

const linksOf = (text: string) => shotsOf(rowsOf(text)).map((shot) => shot?.before ?? shot);

describe('Rows make stories', () => {
	test.each([
		['in the order of the rows', 'a a a', ['first', 0, 1]],
		['however they are mixed', 'a b a b', ['first', 'first', 0, 1]],
		['with shots that begin anew', 'a a -a a', ['first', 0, 'first', 2]],
		['that nobody continues are none', 'a a -a', ['first', 0, null]],
		['without those that cannot be told', 'a ? a', ['first', null, 0]],
		['of one account', 'a@x a@y a@x a@y', ['first', 'first', 0, 1]],
		['with rows whose account nobody knows', 'a@x a@ a@x', ['first', 0, 1]],
		['of one shot', 'a', ['first']],
		['only where somebody wants it', '-a -a .', [null, null, null]],
	])('%s', (_, text, links) => {
		const seen = linksOf(text).map((link) =>
			typeof link === 'object' && link !== null ? 'first' : link,
		);
		expect(seen).toEqual(links);
	});

	test('whose shots know with which row they begin, and how many they are', () => {
		expect(shotsOf(rowsOf('a b a a'))).toEqual([
			{ before: null, first: 0, count: 3 },
			{ before: null, first: 1, count: 1 },
			{ before: 0, first: 0, count: 3 },
			{ before: 2, first: 0, count: 3 },
		]);
	});

	test('of thousands of rows at once', () => {
		const rows = rowsOf(Array.from({ length: 5000 }, (_, row) => `s${row % 50}`).join(' '));
		expect(shotsOf(rows)[4999]).toEqual({ before: 4949, first: 49, count: 100 });
	});
});
