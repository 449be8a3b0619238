import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { ParameterReader } from './reader';

/** Reads the parameters where there are no rows: in a poll or a webhook. */
export function webhookReader(context: IPollFunctions | IWebhookFunctions): ParameterReader {
	const source = {
		getNodeParameter: (name: string, _: number, fallback: unknown): unknown =>
			context.getNodeParameter(name, fallback as object),
		getNode: () => context.getNode(),
	};
	return new ParameterReader(source, 0);
}
