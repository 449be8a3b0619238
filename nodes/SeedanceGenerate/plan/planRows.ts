import type { IExecuteFunctions } from 'n8n-workflow';
import type { Problem } from '../../shared/domain/request';
import type { Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import type { RowInputs } from './inputs';
import { readInputs } from './inputs';
import { fileRouteFor } from './media/binary';
import type { PlannedRow, PlanSetting } from './plan';
import { planRow, unplanned } from './plan';
import { planDraft } from './planDraft';
import { asShot } from './story/asShot';
import { checkShot } from './story/checkShot';
import type { Shot, StoryRow } from './story/shots';
import { shotsOf } from './story/shots';

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

/**
 * Plans every row; one without a setting is a problem of its own and hurts no other.
 * @param noStories why no row can continue another in this run; null = it can
 */
export function planRows(
	context: IExecuteFunctions,
	settings: RowSettings,
	noStories: string | null = null,
): PlannedRow[] {
	const read = settings.map((_, itemIndex) => readInputs(context, itemIndex));
	const shots = shotsOf(settings.map((setting, itemIndex) => storyRow(read[itemIndex], setting)));
	const plans: PlannedRow[] = [];
	const planOf = (setting: RowSetting | Problem, itemIndex: number): PlannedRow => {
		const inputs = read[itemIndex];
		const shot = shots[itemIndex];
		if (!('route' in setting)) return withShot(unplanned(itemIndex, inputs, [setting]), shot);
		if (inputs.draftId !== undefined) return planDraft(itemIndex, inputs, setting);
		if (shot === null) return planRow(itemIndex, inputs, setting);
		if (isUnread(inputs)) return withShot(planRow(itemIndex, inputs, setting), shot);
		// The shape of a story is that of its first shot.
		const shape = shot.before === null ? undefined : plans[shot.first].request?.aspectRatio;
		const plan = planRow(itemIndex, asShot(inputs, shot), { ...setting, shape });
		return withShot(checkShot(plan, shot, setting.provider, noStories), shot);
	};
	settings.forEach((setting, itemIndex) => plans.push(planOf(setting, itemIndex)));
	return plans;
}

function storyRow(inputs: RowInputs, setting: RowSetting | Problem): StoryRow {
	return { inputs, account: 'session' in setting ? setting.session.account : null };
}

/** Whether nobody knows if the row is to continue: what a shot may have and may not is no matter then. */
function isUnread({ problems }: RowInputs): boolean {
	return problems.some(({ field }) => field === 'Continue From');
}

function withShot(plan: PlannedRow, shot: Shot | null): PlannedRow {
	return shot === null ? plan : { ...plan, shot };
}
