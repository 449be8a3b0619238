import {
	brokeOff,
	DownloadTrouble,
	isOfStore,
	keepsChanging,
	notStored,
	stopped,
} from '../failures';
import { addressTrouble, withoutQuery } from '../redirect';
import type { FileFacts, StoreInput } from '../types';
import type { Inspector } from '../container/inspect';
import { Pull } from './pull';
import type { PullSettings } from './pull';
import { storeReason } from './storeReason';

/** A file that changes under our hands is begun anew this often. */
const MOST_RESTARTS = 2;

/** Milliseconds without data after which a connection counts as dead. */
export const STALL_MS = 30_000;

export interface SaveSettings<I extends Inspector, S> extends Omit<PullSettings, 'inspector'> {
	/** A fresh one per try. */
	inspector: () => I;
	/** Name and type of the file, asked after its first bytes were seen. */
	describe: (inspector: I) => { fileName: string; mimeType: string };
	/** Puts the stream into n8n's binary store; called again when a file had to be begun anew. */
	store: (content: StoreInput, fileName: string, mimeType: string) => Promise<S>;
}

export interface Saved<I extends Inspector, S> {
	stored: S;
	inspector: I;
	file: FileFacts;
}

/** The pieces of a pull whose first one was already taken. */
async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	yield first;
	yield* rest;
}

/**
 * Downloads one file into the store, as one stream of verified bytes at constant memory.
 * @throws DownloadTrouble and nothing else; the store holds nothing of the file then
 */
export async function saveFile<I extends Inspector, S>(
	settings: SaveSettings<I, S>,
): Promise<Saved<I, S>> {
	const refused = addressTrouble(settings.link.url, settings.privateAllowed);
	if (refused !== null) throw refused;
	let earlierAttempts = 0;
	for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
		const inspector = settings.inspector();
		const pull = new Pull({ ...settings, inspector });
		const saved = await pullIntoStore(pull, inspector, settings);
		if (saved !== null) {
			const attempts = earlierAttempts + pull.attempts;
			return { ...saved, file: { ...saved.file, attempts } };
		}
		earlierAttempts += pull.attempts;
	}
	throw keepsChanging();
}

/** @returns null when the file became another one on the way */
async function pullIntoStore<I extends Inspector, S>(
	pull: Pull,
	inspector: I,
	settings: SaveSettings<I, S>,
): Promise<Saved<I, S> | null> {
	const pieces = pull.run();
	try {
		const first = await pieces.next();
		if (first.done || pull.toStream === null) throw brokeOff(0, pull.attempts, 'no data came');
		const { fileName, mimeType } = settings.describe(inspector);
		const content = pull.toStream(withFirst(first.value, pieces));
		const stored = await settings.store(content, fileName, mimeType);
		if (pull.sha256 === '') throw pull.trouble ?? notStored(null);
		const file: FileFacts = {
			bytes: pull.bytes,
			sha256: pull.sha256,
			mimeType,
			fileName,
			sourceUrl: withoutQuery(settings.link.url),
			attempts: pull.attempts,
			resumed: pull.resumed,
		};
		return { stored, inspector, file };
	} catch (thrown) {
		pull.cancel();
		if (pull.changed) return null;
		throw toTrouble(thrown, pull, settings.stopSignal);
	}
}

/** The store may hide the reason behind an exception of its own, so the pull's own word goes first. */
function toTrouble(
	thrown: unknown,
	pull: Pull,
	stopSignal: AbortSignal | undefined,
): DownloadTrouble {
	if (stopSignal?.aborted) return stopped();
	if (thrown instanceof DownloadTrouble) return thrown;
	const { trouble } = pull;
	// What the store threw into the pull is less than what it says itself.
	return trouble === null || isOfStore(trouble) ? notStored(storeReason(thrown)) : trouble;
}
