/** The words the sandbox is written in. Types only: nothing here runs. */

import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderId } from '../providers.mts';
import type { OddName } from './odd-answers.mts';
import type { StoredFile } from './pictures.mts';
import type { RelayShape } from './relay.mts';

export type { ProviderId };

export type Region = 'china' | 'international';

export type Operation =
	| 'create'
	| 'get'
	| 'result'
	| 'list'
	| 'cancel'
	| 'delete'
	| 'credits'
	| 'upload'
	| 'models'
	| 'file'
	| 'signingKey'
	| 'other';

export type TaskState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

export type MediaKind = 'image' | 'video' | 'audio';

export type JsonObject = Record<string, unknown>;

/** Who a key belongs to. */
export interface Account {
	/** `rich`, `second` or `poor`; `none` for a call without a key. */
	name: string;
	provider: ProviderId;
	/** Ark only. */
	region: Region | null;
	/** When false, every create is refused for lack of money. */
	hasBalance: boolean;
}

/** One request, after routing and authentication. */
export interface Call {
	method: string;
	/** Without the provider's base path and without the query. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** What the route's pattern captured, decoded. */
	params: string[];
	/** Parsed JSON, undefined where there is none. */
	body: unknown;
	/** The body as it came. */
	raw: Buffer;
	account: Account;
	/** Which Ark host was called. */
	region: Region | null;
}

export interface Reply {
	status: number;
	json?: unknown;
	/** Sent instead of json. */
	text?: string;
	contentType?: string;
	headers?: Record<string, string>;
	/** Sent instead of json, or the part of it that is asked for. */
	file?: StoredFile;
	/** Which task the request was about, for the log. */
	taskId?: string;
}

export interface ProblemInput {
	status: number;
	/** The provider's code; a usual one for the status when absent. */
	code?: string;
	message?: string;
	/** The field at fault. */
	param?: string;
}

export interface Route {
	method: string;
	/** Tested against the path below the base path. */
	pattern: RegExp;
	operation: Operation;
	/** May be called without a key (a wrong key is refused all the same). */
	open?: boolean;
	/** The body is not JSON. */
	rawBody?: boolean;
	handle: (call: Call) => Reply | Promise<Reply>;
}

/** One provider's way of speaking. */
export interface Dialect {
	provider: ProviderId;
	routes: Route[];
	/** An error in the provider's own shape. */
	problem: (problem: ProblemInput) => Reply;
	/** The answer to GET, also the body of a callback. */
	taskBody: (task: Task) => JsonObject;
	/** The body of a callback, where it is another one. */
	callbackBody?: (task: Task) => JsonObject;
	/** Headers that sign one try of a callback; without it they come unsigned. */
	sign?: (task: Task, text: string) => Record<string, string>;
	callbacks: CallbackRule;
}

/** A dialect at a base path. */
export interface Mount {
	basePath: string;
	dialect: Dialect;
	region: Region | null;
}

export interface CallbackRule {
	/** The states it reports; every end when absent. */
	states?: TaskState[];
	/** How long the receiver may take. */
	timeoutMs: number;
	/** Waits before each further try, in units of the option callbackRetryMs. */
	retryFactors: number[];
}

/** What a prompt asked the sandbox to do, see engine/steering.mts. */
export interface Steering {
	fail: { code: string; message: string | null } | null;
	refuse: { status: number; code: string } | null;
	expire: boolean;
	cancelled: boolean;
	statusWord: string | null;
	slowMs: number | null;
	queueMs: number | null;
	noUrl: boolean;
	lateUrlMs: number | null;
	sizeMb: number | null;
	callbackCopies: number;
	/** How a relay passes the answers about this job on; null = as the option says. */
	relay: RelayShape | null;
}

/** What will be made. */
export interface TaskSpec {
	/** A real length, never -1. */
	durationSeconds: number;
	resolution: string;
	/** A real ratio, never adaptive. */
	ratio: string;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
	audio: boolean;
}

export interface Task {
	id: string;
	/** Which job of this sandbox it is, from 1; its clip shows and sounds it. */
	shot: number;
	/** Name of the account that pays for it; nobody else can see it. */
	owner?: string;
	provider: ProviderId;
	region: Region | null;
	model: string;
	prompt: string;
	state: TaskState;
	spec: TaskSpec;
	/** The body that created it. */
	request: JsonObject;
	/** Whatever the dialect wants to remember. */
	notes: JsonObject;
	createdAtMs: number;
	updatedAtMs: number;
	startedAtMs: number | null;
	endedAtMs: number | null;
	/** How long it runs once it has started. */
	runMs: number;
	priority: number;
	failure: { code: string; message: string } | null;
	steering: Steering;
	callbackUrl: string | null;
	/** What it costs, in the unit of the provider. */
	units: number;
}

/** Trouble for some request, see engine/faults.mts. */
export interface Fault {
	provider?: ProviderId | 'files';
	operation?: Operation;
	pathIncludes?: string;
	/** Only the nth matching request, counted from 1. */
	nth?: number;
	/** Let so many matching requests pass first. */
	skip?: number;
	/** How many requests it hits; 1 when absent. */
	times?: number | 'always';
	kind:
		| 'status'
		| 'html'
		| 'delay'
		| 'resetBefore'
		| 'resetAfter'
		| 'brokenBody'
		| 'timeout'
		| 'cut'
		| 'slow'
		| 'ignoreRange'
		| 'truncate'
		| 'odd';
	/** With `odd`: which refusal of engine/odd-answers.mts. */
	odd?: OddName;
	status?: number;
	/** JSON or text instead of the provider's usual error. */
	body?: unknown;
	/** Seconds, or an HTTP date. */
	retryAfter?: number | string;
	/** Wait before doing anything; with any kind. */
	delayMs?: number;
	/** With `status`, `html` and `timeout`: do the work first, then answer badly. */
	accept?: boolean;
	/** With `cut` and `truncate`: how much of the file is sent. */
	afterBytes?: number;
	/** With `slow`. */
	bytesPerSecond?: number;
}
