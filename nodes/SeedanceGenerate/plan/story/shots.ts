import type { RowInputs } from '../inputs';

/** Where a row stands among the shots that hang together, each of which begins where the one before it ends. */
export interface Shot {
	/** The row whose last frame it begins with; null where it begins anew. */
	before: number | null;
	/** The row with which the shots begin. */
	first: number;
	/** How many shots there are. */
	count: number;
}

/** What decides which rows make a story. */
export interface StoryRow {
	inputs: Pick<RowInputs, 'continueFrom' | 'story' | 'draftId'>;
	/** Who pays; null where the credential gives nothing for the row, so that it may belong to any. */
	account: string | null;
}

/** The latest row of one account, in one story. */
interface Tail {
	account: string | null;
	itemIndex: number;
}

/**
 * Links the rows of a run to stories: a row that is to continue begins where the row before it of the same story and the
 * same account ends (two customers may number their stories alike). One that is not to continue begins anew, and the
 * next one may continue it.
 * @returns by row: its shot; null for rows that neither continue nor are continued
 */
export function shotsOf(rows: readonly StoryRow[]): Array<Shot | null> {
	const tails = new Map<string, Tail[]>();
	const befores = rows.map(({ inputs, account }, itemIndex) => {
		const { story, continueFrom, draftId } = inputs;
		if (story === null || draftId !== undefined) return null;
		const known = tails.get(story) ?? [];
		const latest = known.filter(
			(tail) => tail.account === account || tail.account === null || account === null,
		);
		const others = known.filter((tail) => tail.account !== account);
		tails.set(story, [...others, { account, itemIndex }]);
		if (continueFrom !== 'lastFrame' || latest.length === 0) return null;
		return Math.max(...latest.map((tail) => tail.itemIndex));
	});
	const firsts: number[] = [];
	const counts = new Map<number, number>();
	befores.forEach((before, itemIndex) => {
		const first = before === null ? itemIndex : firsts[before];
		firsts.push(first);
		counts.set(first, (counts.get(first) ?? 0) + 1);
	});
	return rows.map(({ inputs }, itemIndex) => {
		const { story, continueFrom, draftId } = inputs;
		const first = firsts[itemIndex];
		const count = counts.get(first) ?? 1;
		const isShot = story !== null && draftId === undefined;
		if (!isShot || (count === 1 && continueFrom !== 'lastFrame')) return null;
		return { before: befores[itemIndex], first, count };
	});
}
