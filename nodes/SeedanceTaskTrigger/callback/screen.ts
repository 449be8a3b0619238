import { readCallbackUrl } from '../../shared/callback/address';
import type { JsonObject } from '../../shared/domain/json';
import type { ProviderId, TaskStatus } from '../../shared/domain/vocabulary';
import { bodyOf } from '../../shared/providers/reading/reading';
import { readTaskId } from '../../shared/providers/reading/taskId';
import type { Connection, Provider } from '../../shared/providers/types';

/** A request as it reached the trigger's address. Nothing in it is believed. */
export interface IncomingCallback {
	method: string;
	/** Bytes of the body. */
	size: number;
	/** The body as n8n has parsed it, or as text. */
	body: unknown;
	query: Readonly<Record<string, unknown>>;
}

/** What a callback says; only worth a look at the provider. */
export interface CallbackHint {
	taskId: string;
	/** `unknown` when it names no status, or none that is documented. */
	status: TaskStatus;
	/** False when it names no status at all: then it can only mean the end. */
	namesStatus: boolean;
	metadata: JsonObject | null;
	/** The address was made by someone with the key. */
	signed: boolean;
}

export interface Refusal {
	status: number;
	note: string;
	/** For the log of n8n, when it may be the user's to mend. */
	warning?: string;
}

export interface ScreenContext {
	provider: Provider;
	connection: Connection;
	apiKey: string;
}

/** Bytes; a task is a few kB on every provider. */
const LARGEST_BODY = 1024 * 1024;

const ANY_FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{2,127}$/;

/** What task ids look like; where only one sample is documented, anything that can be an id (docs/providers.md 1.7, 2.2, 3.4, 4.4). */
const ID_FORMS: Readonly<Record<ProviderId, RegExp>> = {
	ark: /^cgt-[A-Za-z0-9_-]{3,120}$/,
	evolink: /^task-unified-[A-Za-z0-9_-]{3,110}$/,
	twelveAi: ANY_FORM,
	ink: ANY_FORM,
};

function hasIdForm(taskId: string, { provider, connection }: ScreenContext): boolean {
	// Relays that speak the language of Ark give ids of their own.
	const form = connection.region === 'custom' ? ANY_FORM : ID_FORMS[provider.id];
	return form.test(taskId);
}

/**
 * Turns away, without asking anybody, what cannot be a callback of the provider: another method, a
 * huge body, no JSON, no task id of the provider's form, metadata that nobody with the key has signed.
 */
export function screenCallback(
	incoming: IncomingCallback,
	context: ScreenContext,
): { refusal: Refusal } | { hint: CallbackHint } {
	const { provider, apiKey } = context;
	if (incoming.method.toUpperCase() !== 'POST') {
		return { refusal: { status: 405, note: 'Only POST is taken here.' } };
	}
	if (incoming.size > LARGEST_BODY) {
		return { refusal: { status: 413, note: 'The body is larger than a task can be.' } };
	}
	const body = bodyOf(incoming.body);
	if (body === null) return { refusal: { status: 400, note: 'The body is not a JSON object.' } };
	const task = provider.readTask(body);
	const taskId = task !== null && task.taskId !== '' ? task.taskId : readTaskId(body);
	if (taskId === null) return { refusal: { status: 400, note: 'The body names no task.' } };
	if (!hasIdForm(taskId, context)) {
		return { refusal: { status: 400, note: 'The body names no task of this provider.' } };
	}
	const { metadata, authentic, signed } = readCallbackUrl(incoming.query, {
		apiKey,
		provider: provider.id,
	});
	if (!authentic) {
		const warning = `A callback for task ${taskId} was turned away: its metadata was not signed with the API key of this trigger's credential. Use the same credential in Seedance Generate and in the trigger.`;
		return { refusal: { status: 403, note: 'The metadata has no valid signature.', warning } };
	}
	const namesStatus = task !== null && task.rawStatus !== '';
	return { hint: { taskId, status: task?.status ?? 'unknown', namesStatus, metadata, signed } };
}
