/** Stories on n8n's own engine: what was ordered, and with which frame each shot begins. */

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../../support/items.mts';
import type { Task } from '../../../sandbox/engine/types.mts';
import type { GenerateRun, Lab, ProviderId } from '../../support/lab.mts';

/** Those that hand over the last frame of a video. */
export const TELLING: ProviderId[] = ['ark', 'kie'];

/** Row of a sheet with one shot per row. */
export interface ShotRow {
	story?: string;
	prompt: string;
	[column: string]: string | number | boolean | undefined;
}

export const OPTIONS = { continueFrom: 'lastFrame', storyKey: '={{ $json.story }}' };

export const PARAMETERS = { prompt: '={{ $json.prompt }}', options: OPTIONS };

/** The shots of stories, story by story: their prompts are `a1`, `a2` …, with what is said for some. */
export function shots(stories: Record<string, number>, words: Record<string, string> = {}) {
	return Object.entries(stories).flatMap(([story, count]) =>
		Array.from({ length: count }, (_, index): ShotRow => {
			const name = `${story}${index + 1}`;
			return { story, prompt: `Shot ${name} ${words[name] ?? ''}`.trim() };
		}),
	);
}

export const runOf = (
	rows: ShotRow[],
	options: INodeParameters = {},
	rest: GenerateRun = {},
): GenerateRun => ({
	...rest,
	rows,
	parameters: { ...PARAMETERS, ...rest.parameters, options: { ...OPTIONS, ...options } },
});

/** The pictures that a paid request names, in the places of each provider. */
function picturesOf({ request }: Task): string[] {
	const { content, input } = request as {
		content?: Array<{ image_url?: { url: string } }>;
		input?: { first_frame_url?: string; last_frame_url?: string };
	};
	const named = [
		...(content ?? []).map((part) => part.image_url?.url),
		input?.first_frame_url,
		input?.last_frame_url,
	];
	return named.filter((url) => url !== undefined);
}

let series = 0;

export function storyTools(open: () => Lab) {
	const named = (name: string) =>
		open()
			.sandbox.tasks()
			.filter(({ prompt }) => prompt.startsWith(`Shot ${name}`));

	/** The name of the shot whose last frame a task begins with, or its own first picture; null when it has none. */
	function beginsWith(task: Task): string | null {
		const [first] = picturesOf(task);
		if (first === undefined) return null;
		const id = /\/results\/([^/?]+)-last\.png/.exec(first)?.[1];
		const before = open()
			.sandbox.tasks()
			.find((other) => other.id.includes(id ?? '?') || id?.includes(other.id));
		return before === undefined ? first : nameOf(before);
	}

	const nameOf = ({ prompt }: Pick<Task, 'prompt'>) => /Shot (\S+)/.exec(prompt)?.[1] ?? '';

	/** Every paid task: its shot and what that begins with, in the order of payment. */
	const paid = () =>
		open()
			.sandbox.tasks()
			.map((task) => `${beginsWith(task) ?? ''}>${nameOf(task)}`);

	/**
	 * One workflow whose rows have keys of their own, in one execution after another. `crash`: n8n is killed behind the run,
	 * so that what it would have written at its end is lost.
	 */
	function scheduled(provider: ProviderId) {
		series += 1;
		const idempotencyKey = `={{ "series ${series} " + ($json.key ?? $json.prompt) }}`;
		let staticData: IDataObject = {};
		return async (
			rows: ShotRow[],
			{ crash = false, options = {} }: { crash?: boolean; options?: INodeParameters } = {},
		) => {
			const run = runOf(rows, { idempotencyKey, ...options });
			const settings = { onError: 'continueRegularOutput' } as const;
			const result = await open().generate(provider, { ...run, staticData, settings });
			if (!crash) ({ staticData } = result);
			return jsonOf(result);
		};
	}

	return { scheduled, named, nameOf, beginsWith, paid, picturesOf };
}
