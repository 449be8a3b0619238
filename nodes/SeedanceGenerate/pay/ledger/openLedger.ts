import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run, Sessions } from '../../../shared/n8n/session';
import { isSession } from '../../../shared/n8n/session';
import { runIndexOf } from '../../runIndex';
import { isTool } from '../../tool';
import type { Row, RowOutcome } from '../row';
import type { JournalStore } from './journal';
import { Journal, hashOf, markOf } from './journal';
import { createKeyStore } from './keys';
import { Ledger } from './ledger';
import type { WishResult } from './wishes';
import { WISHES } from './wishes';

/** The ledger of one pass of the node. */
export interface OpenLedger {
	ledger: Ledger;
	pass: number;
}

/**
 * Opens the ledger of this pass over what n8n keeps.
 * @throws NodeOperationError when n8n does not say which pass it is
 */
export function openLedger(
	context: IExecuteFunctions,
	run: Run,
	rows: readonly Row[],
	wished: WishResult | null,
): OpenLedger {
	const executionId = context.getExecutionId();
	const pass = passOf(context, rows);
	const recipe = hashOf(context.getNode().parameters).slice(0, 16);
	const origin = originOf(context, run);
	const ledger = new Ledger({
		journal: new Journal(storeOf(context), pass, executionId, recipe),
		keys: rows.some((row) => row.key) ? createKeyStore(context) : undefined,
		isUserRetry: context.getMode() === 'retry',
		wished,
		provider: run.provider.id,
		clock: run.clock,
		markFor: ({ itemIndex, key }, submission) => {
			const turn = [executionId, pass, itemIndex, submission].map(String);
			return markOf([...origin, ...(key ? ['key', key] : turn)]);
		},
	});
	return { ledger, pass };
}

/**
 * Which pass of the node this is. As the tool of an agent
 * each try of Retry On Fail counts as a run of its own, so there a request that went wrong or is not
 * ready yet keeps its pass.
 */
function passOf(context: IExecuteFunctions, [row]: readonly Row[]): number {
	const runIndex = runIndexOf(context);
	if (row === undefined || !isTool(context)) return runIndex;
	return storeOf(context).seedanceTrouble?.[wishOf(row)] ?? runIndex;
}

/** Keeps the pass of an agent's request that went wrong or is not ready yet, for when it comes again. */
export function keepPass(
	context: IExecuteFunctions,
	[row]: readonly Row[],
	pass: number,
	isFine: (row: Row) => boolean,
): void {
	if (row === undefined || !isTool(context)) return;
	const store = storeOf(context);
	const kept = isFine(row) ? undefined : pass;
	store.seedanceTrouble = { ...store.seedanceTrouble, [wishOf(row)]: kept };
}

/** What a run knows of the wish that it is. */
export interface CurrentWish {
	/** What has become of it in an earlier call; null = it has to be ordered. */
	found: WishResult | null;
	/** What the caller is told beside the result. */
	warnings: readonly string[];
	/** The provider has taken it as this task. */
	taken(taskId: string): void;
	/** What the caller is told. */
	ended(outcome: RowOutcome): void;
}

/** A row with an Idempotency Key has a name of its own, and a run that is no tool has no caller who may give up. */
const NO_WISH: CurrentWish = { found: null, warnings: [], taken() {}, ended() {} };

/**
 * Does the work of a run as the wish of the agent that calls it, where one does: while another call is ordering the same,
 * it waits for what that comes to.
 */
export async function withWish<Result>(
	context: IExecuteFunctions,
	run: Sessions,
	rows: readonly Row[],
	times: { startMs: number; deadlineMs: number },
	work: (wish: CurrentWish) => Promise<Result>,
): Promise<Result> {
	const [row, ...others] = rows;
	if (row === undefined || others.length > 0 || row.key || !isTool(context)) {
		return await work(NO_WISH);
	}
	const session = run.ofRow[row.itemIndex];
	const account = isSession(session) ? session.account : '';
	const name = hashOf([...originOf(context, run), account, row.fingerprint]);
	const { clock, stop } = run;
	const executionId = context.getExecutionId();
	const call = await WISHES.begin(name, { clock, stop, executionId, ...times });
	let told: RowOutcome | undefined;
	try {
		return await work({
			found: call.found,
			warnings: call.warnings,
			taken: (taskId) => call.taken(taskId),
			ended: (outcome) => {
				told = outcome;
			},
		});
	} finally {
		call.end(told);
	}
}

/** What the names of all rows of a node begin with. */
const originOf = (context: IExecuteFunctions, { provider }: Run): string[] => [
	context.getWorkflow().id ?? '',
	context.getNode().id,
	provider.id,
];

/** What an agent asks for: the same request for the same account. */
function wishOf({ fingerprint, account }: Pick<Row, 'fingerprint' | 'account'>): string {
	return account === undefined ? fingerprint : `${fingerprint} ${account}`;
}

function storeOf(context: IExecuteFunctions): JournalStore {
	return context.getContext('node') as JournalStore;
}
