import { MODEL_NAMES } from '../../nodes/shared/fields/modelNames.ts';
import { nameInLists } from '../../nodes/shared/fields/offers.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Provider } from '../../nodes/shared/providers/types.ts';

const yes = (has: boolean) => (has ? 'yes' : '');

function canceled({ cancel, cancelsRunning = false }: Provider): string {
	if (cancel === undefined) return '';
	return cancelsRunning ? 'queued, running' : 'queued';
}

function linkLife({ capabilities: { resultLifetimeHours: hours } }: Provider): string {
	if (hours === null) return 'not said';
	return hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} h`;
}

function rowOf(provider: Provider): string {
	const { models } = provider.capabilities;
	const families = models.flatMap(({ family }) => (family === null ? [] : [MODEL_NAMES[family]]));
	const cells = [
		nameInLists(provider),
		[...new Set(families)].join(', '),
		yes(provider.list !== undefined),
		canceled(provider),
		yes(provider.remove !== undefined),
		yes(provider.balance !== undefined),
		yes(models.some(({ features }) => features.includes('returnLastFrame'))),
		linkLife(provider),
	];
	return `| ${cells.join(' | ')} |`;
}

/** The table of the README that says what each provider can do: made from the facts of the providers. */
export const providerTable = (): string =>
	[
		'| Provider | Models (Seedance) | List of tasks | Cancel | Delete | Balance | Last frame | Links live |',
		'| --- | --- | --- | --- | --- | --- | --- | --- |',
		...Object.values(PROVIDERS).map(rowOf),
	].join('\n');
