import type { KeyObject } from 'crypto';
import type { ProviderCapabilities } from '../domain/capabilities';
import type { Balance, Cost } from '../domain/cost';
import type { JsonObject } from '../domain/json';
import type { VideoRequest } from '../domain/request';
import type { Failure, Task } from '../domain/task';
import type { MediaKind, ModelFamily, ProviderId } from '../domain/vocabulary';
import type { AddressRules } from './baseUrl';
import type { FileNote, FileSize } from './files';

/** Where a credential points. */
export interface Connection {
	/** Without a trailing slash; including what all paths of the provider begin with. */
	baseUrl: string;
	/** Where the credential has a region: decides between China and international model ids (custom = China). */
	region?: 'china' | 'international' | 'custom';
	/** Where uploads go, without a trailing slash; only where the credential has such an address. */
	filesBaseUrl?: string;
}

/** One HTTP call relative to the connection's base URL. Data only: the transport sends it. */
export interface HttpCall {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Begins with a slash; ids in it are percent-encoded. */
	path: string;
	query?: Record<string, string | number | string[]>;
	body?: JsonObject;
	/** Sent instead of a JSON body. */
	form?: { contentType: string; bytes: Buffer };
	/** Beside those that every call has. */
	headers?: Readonly<Record<string, string>>;
	/** Where uploads go to another host, `filesBaseUrl`. */
	host?: 'files';
	/**
	 * Takes the place of host and path: an address that the provider named itself, such as that of a store, which a
	 * signature opens. The key is not sent there.
	 */
	url?: string;
}

export interface ListQuery {
	/** 1-based. */
	page: number;
	pageSize: number;
	/** The provider's own status word. */
	status?: string;
	model?: string;
	taskIds?: string[];
	/** Epoch milliseconds: tasks from before need not be shown, where the provider can leave them out. */
	sinceMs?: number;
	/** Where the list goes on, from the page before; in place of `page` for lists that tell it. */
	cursor?: string;
	/** One of the provider's `otherListTiers`; without it the usual list. */
	serviceTier?: string;
}

export interface ListPage {
	/** Null when the provider does not tell it. */
	total: number | null;
	tasks: Task[];
	/** Where lists are walked by a cursor: that of the next page, null at the end. */
	next?: string | null;
}

export interface UploadFile {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

/** A provider's free upload of input files. */
export interface FileUpload {
	/** `call` goes to the host of all other calls; without it to that of the credential's `filesBaseUrl`. */
	onMainHost?: boolean;
	call(file: UploadFile): HttpCall;
	/**
	 * Where uploading takes two steps: the call that brings the bytes to the place which the answer to `call` names; null
	 * when it names none.
	 */
	transfer?(body: unknown, file: UploadFile): HttpCall | null;
	/** What to do when a file is refused. */
	hint: string;
	/** The link to the uploaded file, from the answer to `call`; null when that holds none. */
	read(body: unknown): string | null;
}

/** A provider's free way to a fresh link, where reading the task again brings the old one. */
export interface LinkRenewal {
	call(url: string): HttpCall;
	/** Null when the answer holds no link. */
	read(body: unknown): string | null;
}

/** Where the status of a task does not bring its result: the second call of a look. */
export interface ResultRead {
	/** Asked for a task as its status tells of it; null while there is no result. */
	call(task: Task): HttpCall | null;
	/** What the answer makes of the task; null when it is about the call and not about the task. */
	read(task: Task, httpStatus: number, body: unknown): Task | null;
}

/** Where the provider's own id of a task does not suffice to read it: it goes with a place, which callbacks do not name. */
export interface TaskPlace {
	/** Known before the submission; goes along in the callback address. */
	of(modelId: string): string;
	/** The id as we give it out, from that of a callback and the place that came back with it. */
	idAt(place: string, ownId: string): string;
}

/** The headers of a request, their names in small letters. */
export type Headers = Readonly<Record<string, string>>;

/** What a callback claims: that this message was signed so. */
export interface SignedMessage {
	message: Buffer | string;
	/** Any of them may be the one that counts. */
	signatures: Buffer[];
	/** When it was signed, epoch milliseconds; NaN where that cannot be read. */
	atMs: number;
}

/** How a provider signs its callbacks, where the key can be had without asking the user for anything. */
export interface CallbackSignature {
	/** The free call that brings the keys; null where it would leave the hosts that the credential names. */
	keys(connection: Connection): HttpCall | null;
	/** Secret keys are for HMAC-SHA256, public ones for Ed25519. May throw where the answer holds something else. */
	readKeys(body: unknown): KeyObject[];
	/** Null without a signature, and for one of a form that is not known. */
	read(headers: Headers, rawBody: Buffer): SignedMessage | null;
	/**
	 * Each API key has a signing key of its own. Then a task of the account that was ordered with another one is signed
	 * with something that this credential cannot know.
	 */
	perApiKey?: boolean;
}

/** The names, numbers and tables of a provider: one `facts.ts` per folder, each number with its source. */
export interface ProviderFacts {
	/** Saved workflows and key records hold it: never changed. */
	id: ProviderId;
	/** How sentences call it. Key records of version 0.1 hold this name, so it is never changed either. */
	displayName: string;
	/** Where room is short: subtitles, brackets in option texts. */
	shortName: string;
	/** A second brand of the same API, shown beside the name in lists. */
	secondName?: string;
	/** For whom it is: the line below its name in the panel's list, from what its other facts and its models say. */
	suits: string;
	credentialType: string;
	/** The word before the key in the header Authorization; `Bearer` unless told. */
	authScheme?: string;
	/** Base URLs by the region that the credential names; without them the credential holds the address itself. */
	hosts?: Readonly<Partial<Record<NonNullable<Connection['region']>, string>>>;
	/** What is meant where people type more, or less, than its Base URL. */
	addressRules?: AddressRules;
	/** The same for `filesBaseUrl`. */
	filesAddressRules?: AddressRules;
	/** What its task ids look like; left out where pages show too few samples to tell. */
	taskIdForm?: RegExp;
	/** Milliseconds within which a callback is answered, with room below the provider's own limit; left out where it names none. */
	answerCallbackWithinMs?: number;
	/** Days for which the provider shows a task; left out where it names no limit. */
	listDays?: number;
	/** Its list repeats our mark of a task, so that one whose answer was lost can be found there. */
	listShowsMark?: boolean;
	/** The list has no filters, so that what it shows is sorted out here. */
	listsUnfiltered?: boolean;
	/** Hours after the end of a task for which it shows what was asked for; left out where that stays. */
	forgetsRequestAfterHours?: number;
	/** Tasks that the list shows only when asked for their service tier. */
	otherListTiers?: readonly string[];
	/** `cancel` lets go of running tasks, too; otherwise of queued ones only. */
	cancelsRunning?: boolean;
	/** What a medium is, it tells by the ending of the address. */
	readsFileEnding?: boolean;
	/** A task without a video is not billed; left out where the provider does not say so. */
	billsFinishedOnly?: boolean;
	/** ISO date of the price list in the provider's folder. */
	pricesAsOf?: string;
	/** File types that are known to disappoint. */
	fileNotes: readonly FileNote[];
	fileSizes: Readonly<Record<MediaKind, FileSize>>;
}

/** What a price list is asked. */
export interface PriceQuestion {
	family: ModelFamily;
	/** The longest video that the request can lead to. */
	seconds: number;
	region: Connection['region'];
}

/** What is known of a task whose cost is asked. */
export interface CostQuestion {
	/** Null for a task that was read by its id. */
	request: VideoRequest | null;
	region: Connection['region'];
}

/** What a task will use and cost, from the provider's own formula and price list. */
export interface PriceEstimate {
	/** Null where its bills speak of none. */
	tokens: number | null;
	/** False = the bill will be higher. */
	exact: boolean;
	/** Null where it cannot be known; the amount is in whole currency units, four decimals. */
	cost: { amount: number; currency: string } | null;
	/** ISO date of the price list; null without a cost. */
	pricesAsOf: string | null;
	/** Why something is missing, in a sentence for the user; null when nothing is. */
	note: string | null;
}

/**
 * Everything the package knows of a provider. Pure data and pure functions: no HTTP, no clock, no n8n.
 * What only some providers can do is a method that the others do not have.
 */
export interface Provider extends ProviderFacts {
	capabilities: ProviderCapabilities;
	/** Builds the paid request. Never throws for a request that passed the capability check. */
	create(request: VideoRequest): HttpCall;
	get(taskId: string): HttpCall;
	result?: ResultRead;
	place?: TaskPlace;
	callbackSignature?: CallbackSignature;
	freshLink?: LinkRenewal;
	/**
	 * True for a link to a result that opens only with the key; its tasks say so in their warnings. Left out where every
	 * link opens by itself.
	 */
	linkNeedsKey?(url: string): boolean;
	list?(query: ListQuery): HttpCall;
	/** The call that cancels a queued task (with `cancelsRunning` also a running one). */
	cancel?(taskId: string): HttpCall;
	/** The call that deletes a finished record. */
	remove?(taskId: string): HttpCall;
	upload?: FileUpload;
	/** The free call that tells what the account can still spend. */
	balance?(): HttpCall;
	/** Reads its answer. Returns null when the body holds no balance. */
	readBalance?(body: unknown): Balance | null;
	/** What the request will use and cost, by a public formula or price list. Null where even the use cannot be known. */
	price?(request: VideoRequest, question: PriceQuestion): PriceEstimate | null;
	/** What a task costs, as the provider reports it or by its price list. Null where it does not tell. */
	cost?(task: Task, question: CostQuestion): Cost | null;
	/**
	 * Reads the answer to `create`. Returns null when the body holds no task id (the job may be running and billed);
	 * an error body that came with HTTP 200 is returned by `failureOf`, so ask that first.
	 * @param sent the call that was answered, for what the answer leaves out
	 */
	readCreated(body: unknown, nowMs: number, sent?: HttpCall): Task | null;
	/** Reads one task. Returns null when the body is not a task (HTML, empty, another shape). */
	readTask(body: unknown): Task | null;
	/**
	 * Our mark as it goes along and as `readTask` gives it, where there is no field for its text; left out where the text
	 * itself is sent. Tasks of others may bear it, too.
	 */
	markAs?(mark: string): string;
	/** Reads a page of the list. Returns null when the body is not a list. */
	readList?(body: unknown): ListPage | null;
	/** The status that counts, where answers with HTTP 200 bear another one in their body. Asked for every answer. */
	statusOf?(httpStatus: number, body: unknown): number;
	/**
	 * Classifies an error answer. Returns null when status is 2xx and the body holds no error.
	 * `httpStatus` 200 with an error body (`success: false`) is an error.
	 */
	failureOf(httpStatus: number, body: unknown): Failure | null;
}
