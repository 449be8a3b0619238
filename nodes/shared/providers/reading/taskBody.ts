import { isEnded } from '../../domain/task';
import { completedIn, submittedIn } from './dates';
import { isGoodWord } from './goodWords';
import { levelsOf, ownIdOf, statusWordOf } from './levels';
import { bodyOf, readProgress } from './reading';
import type { Reading } from './reading';
import { readLinks } from './resultUrl';
import type { ResultLinks } from './resultUrl';
import { readReason } from './reportedError';
import type { ReportedError } from './reportedError';
import { normaliseStatus } from './status';
import type { OwnStatusWords } from './status';
import { readTaskId } from './taskId';

/** A body that is a task, with what is read alike on every provider. */
export interface TaskBody extends ResultLinks {
	/** What the answer tells of the task, from however far inside. */
	body: Reading;
	/** Empty when the answer names none: old answers to a status read do not repeat the id. */
	taskId: string;
	rawStatus: string;
	/** What went wrong, where something did. */
	reportedError: ReportedError | null;
	/** Per cent. */
	progress: number | null;
	/** ISO 8601 UTC. */
	submittedAt: string | null;
	/** ISO 8601 UTC; null while the task is at work. */
	completedAt: string | null;
}

interface Stated {
	level: Reading;
	word: string;
	isKnown: boolean;
	hasId: boolean;
}

/**
 * The object that tells how the task is: the outermost one with an id and a word that is known, else the innermost
 * word that is known. An answer about a call may say "success" around a task that is still at work.
 */
function statedBy(stated: readonly Stated[]): Stated | undefined {
	const withId = stated.filter(({ hasId }) => hasId);
	const known = stated.filter(({ isKnown }) => isKnown);
	return withId.find(({ isKnown }) => isKnown) ?? withId[0] ?? known[known.length - 1] ?? stated[0];
}

/** The status word that counts: one further in wins over "success" and over a word that nobody knows. */
function wordOf(main: Stated, stated: readonly Stated[], own?: OwnStatusWords): string {
	const status = normaliseStatus(main.word, own);
	const inner = stated.slice(stated.indexOf(main) + 1);
	const known = [...inner].reverse().find(({ isKnown }) => isKnown);
	if (status === 'unknown') return known?.word ?? main.word;
	if (status !== 'succeeded') return main.word;
	const other = [...inner]
		.reverse()
		.find(({ word, isKnown }) => isKnown && normaliseStatus(word, own) !== 'succeeded');
	if (other !== undefined) return other.word;
	const odd = inner.find(({ word, isKnown }) => !isKnown && !isGoodWord(word));
	return main.hasId || odd === undefined ? main.word : odd.word;
}

/** Fields of one object; tasks have a few dozen. */
const MOST_FIELDS = 1000;

/** One object of all that is told; what stands further out counts where both tell it. */
function merged(levels: readonly Reading[]): Reading {
	const body: Reading = {};
	for (const level of [...levels].reverse()) {
		for (const [name, value] of Object.entries(level).slice(0, MOST_FIELDS)) {
			const isTold = value !== null && value !== undefined && value !== '';
			if (isTold && name !== '__proto__') body[name] = value;
		}
	}
	return body;
}

/**
 * Finds the task in an answer, however relays have wrapped it (docs/providers.md 9 no. 1, 2, 40). Null when it is
 * none: no object, or neither an id nor a status word that is known (a health page or another API may also say
 * `{"status":"ok"}`).
 */
export function findTask(answer: unknown, own?: OwnStatusWords): TaskBody | null {
	const outer = bodyOf(answer);
	if (outer === null) return null;
	const levels = levelsOf(outer);
	const stated = levels.flatMap((level): Stated[] => {
		const word = statusWordOf(level, own);
		const isKnown = normaliseStatus(word, own) !== 'unknown';
		return word === '' ? [] : [{ level, word, isKnown, hasId: ownIdOf(level) !== null }];
	});
	const main = statedBy(stated);
	const taskId = readTaskId(outer) ?? '';
	const rawStatus = main === undefined ? '' : wordOf(main, stated, own);
	if (taskId === '' && normaliseStatus(rawStatus, own) === 'unknown') return null;
	const first = main === undefined ? 0 : levels.indexOf(main.level);
	const told = levels.slice(first);
	const around = levels.slice(0, first).reverse();
	const body = merged(told);
	return {
		body,
		taskId,
		rawStatus,
		reportedError: readReason(told, around),
		progress: readProgress(body.progress ?? body.percentage),
		submittedAt: submittedIn(body),
		completedAt: isEnded(normaliseStatus(rawStatus, own)) ? completedIn(body) : null,
		...readLinks(outer, [...told, ...around]),
	};
}
