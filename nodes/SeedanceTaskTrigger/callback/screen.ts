import { readCallbackUrl } from '../../shared/callback/address';
import { hintFrom } from '../../shared/callback/incoming';
import type { IncomingCallback, Refusal, TaskHint } from '../../shared/callback/incoming';
import type { JsonObject } from '../../shared/domain/json';
import type { ProviderId } from '../../shared/domain/vocabulary';
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
