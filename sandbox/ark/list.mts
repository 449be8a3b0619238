/** The task list: seven days back, pages, filters. Source: docs/providers.md 1.2. */

import { z } from 'zod';
import { complaintOf } from '../engine/validation.mts';
import { arkBody, bareListItem } from './body.mts';
import { refuse } from './problems.mts';
import type { Task, Call, Reply } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const DAY_MS = 24 * 3600 * 1000;

/** Older tasks are neither listed nor found. */
const VISIBLE_MS = 7 * DAY_MS;

const QUERY_FIELDS = [
	'page_num',
	'page_size',
	'filter.status',
	'filter.task_ids',
	'filter.model',
	'filter.service_tier',
];

const querySchema = z
	.object({
		page_num: z.coerce.number().int().min(1).max(500).default(1),
		page_size: z.coerce.number().int().min(1).max(500).default(20),
		'filter.status': z
			.enum(['queued', 'running', 'cancelled', 'succeeded', 'failed', 'expired'])
			.optional(),
		'filter.model': z.string().min(1).optional(),
		'filter.service_tier': z.enum(['default', 'flex']).default('default'),
		'filter.task_ids': z.array(z.string().min(1)),
	})
	.strict();

/** Whether the list shows a task; cancelled ones vanish by themselves after a day. */
export function isVisible(task: Task): boolean {
	const age = Date.now() - task.createdAtMs;
	if (task.state === 'cancelled' && Date.now() - (task.endedAtMs ?? 0) > DAY_MS) return false;
	return age < VISIBLE_MS;
}

export function listTasks(call: Call, shared: Shared): Reply {
	const given: Record<string, unknown> = {
		'filter.task_ids': call.query.getAll('filter.task_ids'),
	};
	for (const field of new Set(call.query.keys())) {
		if (field !== 'filter.task_ids') given[field] = call.query.get(field);
	}
	const parsed = querySchema.safeParse(given);
	if (!parsed.success) {
		const complaint = complaintOf(parsed.error, given);
		return refuse({ ...complaint, unknown: !QUERY_FIELDS.includes(complaint.param) });
	}
	const query = parsed.data;
	const ids = query['filter.task_ids'];
	const found = shared.tasks
		.all()
		.filter((task) => task.provider === 'ark' && task.region === call.region && isVisible(task))
		.filter(({ owner = call.account.name }) => owner === call.account.name)
		.filter((task) => ids.length === 0 || ids.includes(task.id))
		.filter((task) => query['filter.status'] === undefined || task.state === query['filter.status'])
		.filter((task) => query['filter.model'] === undefined || task.model === query['filter.model'])
		.filter((task) => (task.request.service_tier ?? 'default') === query['filter.service_tier'])
		.reverse();
	const pageSize = Math.min(query.page_size, shared.options.arkListMost ?? query.page_size);
	const start = (query.page_num - 1) * pageSize;
	const items = found.slice(start, start + pageSize).map((task) => {
		const body = arkBody(task, shared);
		return shared.options.arkListShape === 'bare' ? bareListItem(body) : body;
	});
	return { status: 200, json: { total: found.length, items } };
}
