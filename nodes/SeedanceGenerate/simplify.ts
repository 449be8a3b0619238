import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { ParameterReader } from '../shared/n8n/reader';
import { isTool } from './tool';

/**
 * Whether the items come out with their ten most needed fields: as the option says; without it for an agent only, which
 * reads every word. Never throws; what cannot be understood becomes a problem of the reader, and all fields come out.
 */
export function isSimplified(
	context: IExecuteFunctions | IWebhookFunctions,
	reader: ParameterReader,
): boolean {
	const chosen = reader.boolean(reader.option('simplify'), 'Simplify');
	if (chosen !== undefined) return chosen;
	const wantsRaw = reader.boolean(reader.option('includeRawResponse'), 'Include Raw Response');
	return isTool(context) && wantsRaw !== true && !reader.isFaulty('Simplify');
}
