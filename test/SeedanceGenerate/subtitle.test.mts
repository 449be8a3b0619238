import vm from 'node:vm';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';

const { subtitle = '' } = new SeedanceGenerate().description;

const read = (resource: string, operation: string, provider: string) =>
	vm.runInNewContext(subtitle.replace(/^=\{\{|\}\}$/g, ''), {
		$parameter: { resource, operation, provider },
	});

test.each([
	['video', 'generate', 'ink', 'generate on seedance2.ink'],
	['video', 'estimate', 'twelveAi', 'estimate on 12AI'],
	['task', 'get', 'evolink', 'get task on EvoLink'],
	['task', 'getMany', 'ark', 'get many tasks on Ark'],
	['task', 'wait', 'ark', 'wait for task on Ark'],
	['task', 'cancel', 'ink', 'cancel task on seedance2.ink'],
	['video', 'finishDraft', 'ark', 'finish draft on Ark'],
	['account', 'getBalance', 'evolink', 'get balance on EvoLink'],
])(
	'%s: %s on %s reads "%s", short enough for the canvas',
	(resource, operation, provider, words) => {
		expect(read(resource, operation, provider)).toBe(words);
		expect(words.length).toBeLessThan(30);
	},
);
