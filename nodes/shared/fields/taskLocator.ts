import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { IDS_OF_LISTING } from './offers';

/** The ways to name a task. */
const MODES: Pick<INodeProperties, 'modes'> = {
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a task…',
			typeOptions: { searchListMethod: 'searchTasks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. task-unified-1774857405-abc123',
		},
	],
};

const BY_ID_ONLY = MODES.modes?.filter(({ type }) => type !== 'list');

/** The methods of a node that has the field. What they need is loaded when somebody opens the list. */
export const TASK_LIST = {
	listSearch: {
		async searchTasks(
			this: ILoadOptionsFunctions,
			filter?: string,
		): Promise<INodeListSearchResult> {
			const { searchTasks } = await import('../n8n/searchTasks');
			return await searchTasks.call(this, filter);
		},
	},
};

/**
 * The field for one task: by its ID, and from the list of recent tasks where the provider keeps one. A node that has it
 * needs the methods of `TASK_LIST`. Version 0.1 saved a plain text here, which n8n hands over as it is
 * (docs/n8n-behaviour.md 1.7).
 * @param show when the field is shown, whatever the provider
 */
export function taskLocator(
	show: NonNullable<INodeProperties['displayOptions']>['show'],
	description: string,
): INodeProperties[] {
	const field: INodeProperties = {
		displayName: 'Task ID',
		name: 'taskId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '={{ $json.taskId }}' },
		description,
	};
	return [
		{
			...field,
			displayOptions: { show: { ...show, provider: IDS_OF_LISTING } },
			...MODES,
		},
		{
			...field,
			displayOptions: { show, hide: { provider: IDS_OF_LISTING } },
			modes: BY_ID_ONLY,
		},
	];
}
