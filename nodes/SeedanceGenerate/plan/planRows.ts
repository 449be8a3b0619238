import type { IExecuteFunctions } from 'n8n-workflow';
import type { Problem } from '../../shared/domain/request';
import type { Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { readInputs } from './inputs';
import { fileRouteFor } from './media/binary';
import type { PlannedRow, PlanSetting } from './plan';
import { planRow, unplanned } from './plan';
import { planDraft } from './planDraft';

/** What a row is planned with, and whose it is. */
export interface RowSetting extends PlanSetting {
	session: Session;
}

/** By row: what it is planned with, or why it cannot be. */
export type RowSettings = ReadonlyArray<RowSetting | Problem>;

/**
 * What each row is planned with: by its own credential, and one setting for all rows of a session, so that equal files
 * are uploaded once per account.
 * @param resumeUrl the resume address of this execution, where the provider calls it back
 */
export function settingsOf(
	context: IExecuteFunctions,
	{ ofRow, all, clock }: Sessions,
	resumeUrl?: string,
): RowSettings {
	const nowMs = clock.now();
	const settings = all.map((session): RowSetting => {
		const { provider, connection, apiKey } = session;
		const route = fileRouteFor(context, session);
		return { session, provider, connection, apiKey, route, nowMs, resumeUrl };
	});
	return ofRow.map((opened) => (isSession(opened) ? settings[all.indexOf(opened)] : opened));
}

/** Plans every row; one without a setting is a problem of its own and hurts no other. */
export function planRows(context: IExecuteFunctions, settings: RowSettings): PlannedRow[] {
	return settings.map((setting, itemIndex) => {
		const inputs = readInputs(context, itemIndex);
		if (!('route' in setting)) return unplanned(itemIndex, inputs, [setting]);
		const plan = inputs.draftId === undefined ? planRow : planDraft;
		return plan(itemIndex, inputs, setting);
	});
}
