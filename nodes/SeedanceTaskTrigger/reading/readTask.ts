import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { readLook } from '../../shared/tasks/wait';
import type { Provider } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';

/** What became of one look at one task. */
export type TaskReading =
	| { kind: 'task'; task: Task }
	/** The provider says clearly that this key has no such task. */
	| { kind: 'missing'; failure: Failure }
	/** The provider does not accept the key or the account. */
	| { kind: 'refused'; failure: Failure }
	/** Nothing was learned; a later look may tell. */
	| { kind: 'unreadable'; reason: string };

/**
 * Reads one task once. Never throws for network or provider trouble.
 * @param timeoutSeconds how long to wait for the answer; fractions count
 */
export async function readTask(
	taskId: string,
	timeoutSeconds: number,
	{ provider, client }: { provider: Provider; client: HttpClient },
): Promise<TaskReading> {
	const reply = await client.send(provider.get(taskId), timeoutSeconds);
	const look = readLook(reply, emptyTask(provider.id, taskId), provider);
	if (look.kind === 'task') return look;
	if (look.kind === 'refused') {
		const kind = look.failure.category === 'account' ? 'refused' : 'missing';
		return { kind, failure: look.failure };
	}
	if (reply.kind === 'answer') {
		return { kind: 'unreadable', reason: `it answered with status ${reply.status}` };
	}
	const reason = reply.kind === 'stopped' ? 'the look was stopped' : reply.reason;
	return { kind: 'unreadable', reason };
}
