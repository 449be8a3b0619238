import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { Task } from '../../sandbox/engine/types.mts';

/** The id under which the nodes show a task of the sandbox: some providers need more than their own id to find it again. */
export function shownId({ provider, model, id }: Pick<Task, 'provider' | 'model' | 'id'>): string {
	const { place } = PROVIDERS[provider];
	return place === undefined ? id : place.idAt(place.of(model), id);
}

const withShownId = (task: Task): Task => {
	const id = shownId(task);
	return id === task.id ? task : { ...task, id };
};

/** A sandbox that speaks of tasks by the ids that the nodes show. */
export function withShownIds(sandbox: Sandbox): Sandbox {
	const ownId = (shown: string) =>
		sandbox.tasks().find((task) => shownId(task) === shown)?.id ?? shown;
	return {
		...sandbox,
		tasks: () => sandbox.tasks().map(withShownId),
		age: (id, ms) => sandbox.age(ownId(id), ms),
		requests: ({ taskId, ...filter } = {}) =>
			sandbox.requests({ ...filter, ...(taskId !== undefined && { taskId: ownId(taskId) }) }),
	};
}
