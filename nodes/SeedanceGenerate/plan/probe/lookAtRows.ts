import type { IExecuteFunctions } from 'n8n-workflow';
import { createFileHost } from '../../../shared/files/host';
import type { Medium } from '../../../shared/domain/request';
import { Slots } from '../../../shared/tasks/slots';
import type { Session } from '../../../shared/n8n/session';
import { isPrivateConnection } from '../../../shared/net/connection';
import type { PlannedRow } from '../plan';
import { lookAtMedium } from './look';

/**
 * Option "Check Media": opens every media address of the rows once, before anything is paid, and adds
 * what a provider would stumble over to the problems of the row. The same address is opened once.
 */
export async function lookAtRows(
	context: IExecuteFunctions,
	{ provider, connection }: Session,
	rows: readonly PlannedRow[],
	maxConcurrency: number,
): Promise<void> {
	const host = createFileHost(context);
	const slots = new Slots(maxConcurrency);
	const looks = new Map<string, ReturnType<typeof lookAtMedium>>();
	const look = async (medium: Medium) =>
		await slots.hold(
			async () =>
				await lookAtMedium(medium, {
					provider: provider.id,
					host,
					privateAllowed: isPrivateConnection(connection),
					stop: context.getExecutionCancelSignal(),
				}),
		);
	await Promise.all(
		rows
			.filter(({ inputs, problems }) => inputs.checkMedia && problems.length === 0)
			.flatMap((row) =>
				(row.request?.media ?? []).map(async (medium) => {
					const address = `${medium.kind} ${medium.url}`;
					const seen = looks.get(address) ?? look(medium);
					looks.set(address, seen);
					const finding = await seen;
					if (finding === null) return;
					const message = `${medium.label} ${finding.message}`;
					if (finding.severity === 'warning') row.warnings.push(message);
					else row.problems.push({ field: medium.label, message });
				}),
			),
	);
}
