import { readCallbackUrl } from '../../shared/callback/address';
import { hintFrom } from '../../shared/callback/incoming';
import type { IncomingCallback, Refusal, TaskHint } from '../../shared/callback/incoming';
import type { JsonObject } from '../../shared/domain/json';
import type { Connection, Provider } from '../../shared/providers/types';

/** What a callback to a trigger says; only worth a look at the provider. */
export interface CallbackHint extends TaskHint {
	metadata: JsonObject | null;
	/** The address was made by someone with the key. */
	signed: boolean;
}

export interface ScreenContext {
	provider: Provider;
	connection: Connection;
	apiKey: string;
}

/** Where the form is not known: anything that can be an id. */
const ANY_FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{2,127}$/;

function hasIdForm(taskId: string, { provider, connection }: ScreenContext): boolean {
	// Relays that speak the language of a provider give ids of their own.
	const isRelay = connection.region === 'custom';
	return (isRelay ? ANY_FORM : (provider.taskIdForm ?? ANY_FORM)).test(taskId);
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
	const about = hintFrom(incoming, provider);
	if ('refusal' in about) return about;
	const { taskId } = about.hint;
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
	return { hint: { ...about.hint, metadata, signed } };
}
