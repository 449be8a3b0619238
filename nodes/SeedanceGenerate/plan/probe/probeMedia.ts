import type { IExecuteFunctions } from 'n8n-workflow';
import { createFileHost } from '../../../shared/files/host';
import type { Medium } from '../../../shared/domain/request';
import { Slots } from '../../../shared/tasks/slots';
import type { Sessions } from '../../../shared/n8n/session';
import { isSession } from '../../../shared/n8n/session';
import { isPrivateConnection } from '../../../shared/net/connection';
import type { UrlFinding } from '../media/url';
import type { PlannedRow } from '../plan';
import { probeLink } from './probeLink';
import { probeFile } from './probeFile';

/** Files of n8n that are held in memory at once while they are looked into. */
const FILES_AT_ONCE = 2;

/**
 * Looks into the files of n8n among the media and, with the option "Check Media", opens every media address of the
 * rows, before anything is paid. The same address is opened once.
 * @param isMeant which rows to look at
 * @returns all rows in the same order, with what a provider would stumble over among their problems
 */
export async function probeMedia(
	context: IExecuteFunctions,
	{ provider, ofRow }: Sessions,
	rows: readonly PlannedRow[],
	maxConcurrency: number,
	isMeant: (row: PlannedRow) => boolean = () => true,
): Promise<PlannedRow[]> {
	const host = createFileHost(context);
	const slots = new Slots(maxConcurrency);
	const files = new Slots(FILES_AT_ONCE);
	const probes = new Map<string, ReturnType<typeof probeLink>>();
	const probe = async (medium: Medium, privateAllowed: boolean) =>
		await slots.hold(
			async () =>
				await probeLink(medium, {
					provider,
					host,
					privateAllowed,
					stop: context.getExecutionCancelSignal(),
				}),
		);
	const probeOnce = async (medium: Medium, privateAllowed: boolean) => {
		const address = `${privateAllowed} ${medium.kind} ${medium.url}`;
		const seen = probes.get(address) ?? probe(medium, privateAllowed);
		probes.set(address, seen);
		return await seen;
	};
	return await Promise.all(
		rows.map(async (row) => {
			const { inputs, request, problems, warnings } = row;
			if (problems.length > 0 || !isMeant(row)) return row;
			const media = request?.media ?? [];
			const session = ofRow[row.itemIndex];
			const privateAllowed = isSession(session) && isPrivateConnection(session.connection);
			const findings = await Promise.all(
				media.map(async (medium, index) => {
					const file = inputs.media.files.get(index);
					if (file !== undefined) {
						return await files.hold(
							async () => await probeFile(context, medium, file.binary, provider),
						);
					}
					return inputs.checkMedia ? await probeOnce(medium, privateAllowed) : null;
				}),
			);
			const found = findings.flatMap((finding, index) => {
				const { label } = media[index];
				return finding === null
					? []
					: [{ ...finding, field: label, message: `${label} ${finding.message}` }];
			});
			const isWarning = ({ severity }: UrlFinding) => severity === 'warning';
			const [bad, doubtful] = [found.filter((one) => !isWarning(one)), found.filter(isWarning)];
			return {
				...row,
				problems: [...problems, ...bad.map(({ field, message }) => ({ field, message }))],
				warnings: [...warnings, ...doubtful.map(({ message }) => message)],
			};
		}),
	);
}
