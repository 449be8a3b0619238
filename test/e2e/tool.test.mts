import { chain, generate, openStage } from './support/stage.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { Execution } from '../../tools/n8n/client.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
afterAll(async () => await stage.close());

const AGENT = 'AI Agent';
const TOOL = 'Make a Video';
/** As the agent sees it. */
const TOOL_NAME = TOOL.replace(/ /g, '_');

function agentWithTool(parameters: INodeParameters) {
	const workflow = chain('Agent', [
		{ name: AGENT, type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3 },
		{ ...generate(parameters), name: TOOL, type: 'n8n-nodes-seedance.seedanceGenerateTool' },
	]);
	workflow.connections = {
		Start: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
		[TOOL]: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
	};
	return workflow;
}

/**
 * Calls the tool as n8n's editor does with "Execute step" on a tool: the agent's part, choosing the
 * tool and its arguments, is given here instead of by a model.
 */
async function callTool(parameters: INodeParameters, query: Record<string, unknown>) {
	const workflow = await stage.save(agentWithTool(parameters));
	const { executionId } = await stage.client.run(workflow, {
		destinationNode: { nodeName: TOOL, mode: 'inclusive' },
		agentRequest: { query: { [TOOL_NAME]: query }, tool: { name: TOOL_NAME } },
	});
	return await stage.client.untilEnded(String(executionId));
}

function toolOutput(execution: Execution) {
	const runs = execution.data.resultData.runData[TOOL];
	return JSON.stringify(runs?.[0]?.data ?? null);
}

describe('Seedance Generate as the tool of an AI Agent', () => {
	const prompt = "={{ $fromAI('prompt', 'What happens in the video', 'string') }}";

	it('makes the video that the agent asks for and gives it the address', async () => {
		stage.sandbox.reset();
		const execution = await callTool({ prompt }, { prompt: 'A red kite rises over a beach.' });
		expect(execution.status).toBe('success');
		const [task] = stage.sandbox.tasks();
		expect(task.prompt).toBe('A red kite rises over a beach.');
		expect(toolOutput(execution)).toContain(task.id);
		expect(toolOutput(execution)).toContain('/results/');
	});

	it('never suspends there, even when the workflow would: the agent gets its answer', async () => {
		stage.sandbox.reset();
		const execution = await callTool(
			{ prompt, completion: 'callback' },
			{ prompt: 'A red kite rises over a beach.' },
		);
		expect(execution.status).toBe('success');
		expect(toolOutput(execution)).toContain('/results/');
	});

	it('tells the agent in words why a wish is refused, and pays nothing', async () => {
		stage.sandbox.reset();
		const execution = await callTool(
			{ prompt, duration: "={{ $fromAI('seconds', 'Length', 'number') }}" },
			{ prompt: 'A red kite rises.', seconds: 99 },
		);
		expect(JSON.stringify(execution.data.resultData)).toContain('Duration');
		expect(stage.sandbox.tasks()).toEqual([]);
	});
});
