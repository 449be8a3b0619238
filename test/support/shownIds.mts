import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { Task } from '../../sandbox/engine/types.mts';

/** The id under which the nodes show a task of the sandbox: some providers need more than their own id to find it again. */
function shownId({ provider, model, id }: Pick<Task, 'provider' | 'model' | 'id'>): string {
	const { place } = PROVIDERS[provider];
	return place === undefined ? id : place.idAt(place.of(model), id);
}

/** The provider's own part of an id that the nodes show. */
export const ownIdOf = (shown: string | null): string => String(shown).replace(/^.*--/, '');

const withShownId = (task: Task): Task => {
	const id = shownId(task);
	return id === task.id ? task : { ...task, id };
};

/** A sandbox that speaks of tasks by the ids that the nodes show. */
export function withShownIds(sandbox: Sandbox): Sandbox {
	const ownId = (id: string) => sandbox.tasks().find((task) => shownId(task) === id)?.id ?? id;
	/** The same with the ids that are shown; what is about no task stays. */
	function shown<Record extends { taskId: string | null }>(records: Record[]): Record[] {
		const ids = new Map(sandbox.tasks().map((task) => [task.id, shownId(task)]));
		return records.map((record) => {
			const id = ids.get(record.taskId ?? '') ?? record.taskId;
			return id === record.taskId ? record : { ...record, taskId: id };
		});
	}
	return {
		...sandbox,
		tasks: () => sandbox.tasks().map(withShownId),
		age: (id, ms) => sandbox.age(ownId(id), ms),
		stats() {
			const stats = sandbox.stats();
			return { ...stats, callbacks: shown(stats.callbacks) };
		},
		requests: ({ taskId, ...filter } = {}) =>
			shown(
				sandbox.requests({ ...filter, ...(taskId !== undefined && { taskId: ownId(taskId) }) }),
			),
	};
}
