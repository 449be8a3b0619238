/** The last lines of the demo: what each provider did, and whether all of it was as expected. */

import { sumsOf } from '../../nodes/shared/domain/cost.ts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { ProviderOutcome } from './run.mts';

export function summaryLines(
	outcomes: ProviderOutcome[],
	stats: ReturnType<Sandbox['stats']>,
): string[] {
	const header = ['', 'rows', 'videos', 'refused', 'seconds', 'requests', 'billed tasks'];
	const lines = outcomes.map(({ provider, rows, seconds }) => {
		const counted = stats[provider.id];
		return [
			provider.name,
			rows.length,
			rows.filter((row) => row.state === 'finished').length,
			rows.filter((row) => row.state === 'refused').length,
			seconds.toFixed(1),
			counted.requests,
			counted.tasksBilled,
		].map(String);
	});
	const table = [header, ...lines];
	const widths = header.map((_cell, column) =>
		Math.max(...table.map((cells) => cells[column].length)),
	);
	return table.map(
		(cells) =>
			`  ${cells
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column] + 2),
				)
				.join('')}`,
	);
}

/** The sum of one provider; empty when nobody knows it. */
export function costOf({ rows }: ProviderOutcome): string {
	const costs = rows.flatMap(({ cost }) => (cost ? [cost] : []));
	const sums = sumsOf(costs).map(({ amount, currency }) => `${amount} ${currency}`);
	return sums.join(' and ');
}

/** What the videos of each provider cost, by the field `cost` of their items. */
export function costLine(outcomes: ProviderOutcome[]): string {
	const parts = outcomes.flatMap((outcome) => {
		const cost = costOf(outcome);
		return cost === '' ? [] : [`${outcome.provider.name} ${cost}`];
	});
	return parts.length === 0 ? '' : `Cost: ${parts.join(', ')}`;
}

/** Rows that did not do what they should: a good row without a video, or a bad one that was sent. */
export function findSurprises(
	outcomes: ProviderOutcome[],
	stats: ReturnType<Sandbox['stats']>,
): string[] {
	return outcomes.flatMap(({ provider, rows }) => {
		const surprises = rows
			.filter(({ row, state }) => state !== (row.isWrongOnPurpose ? 'refused' : 'finished'))
			.map(({ row, state, message }) => `${provider.name}, ${row.sku}: ${state}. ${message}`);
		const expected = rows.filter(({ row }) => !row.isWrongOnPurpose).length;
		const { tasksBilled, byOperation } = stats[provider.id];
		if (tasksBilled !== expected) {
			surprises.push(`${provider.name}: ${tasksBilled} tasks were billed instead of ${expected}.`);
		}
		if (byOperation.create !== expected) {
			surprises.push(
				`${provider.name}: ${byOperation.create ?? 0} orders were sent, not ${expected}.`,
			);
		}
		return surprises;
	});
}
