/** What every workflow in the folder examples has to keep to, as functions that name the offenders. */

import type { IConnection, INode, IWorkflowBase } from 'n8n-workflow';

export const NOTE = 'n8n-nodes-base.stickyNote';
export const OURS = 'n8n-nodes-seedance.';

/**
 * The nodes of n8n that an example may use, each in the newest version that n8n 2.41.1 has; the
 * end-to-end test compares them with the real n8n. Code nodes are not among them on purpose.
 */
export const CORE_NODES = {
	'@n8n/n8n-nodes-langchain.agent': 3.1,
	'@n8n/n8n-nodes-langchain.chainLlm': 1.9,
	'@n8n/n8n-nodes-langchain.chatTrigger': 1.5,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.3,
	'@n8n/n8n-nodes-langchain.memoryBufferWindow': 1.4,
	'@n8n/n8n-nodes-langchain.openAi': 2.3,
	'@n8n/n8n-nodes-langchain.outputParserStructured': 1.3,
	'n8n-nodes-base.aggregate': 1,
	'n8n-nodes-base.dataTable': 1.1,
	'n8n-nodes-base.emailSend': 2.1,
	'n8n-nodes-base.facebookGraphApi': 1,
	'n8n-nodes-base.formTrigger': 2.6,
	'n8n-nodes-base.googleDrive': 3,
	'n8n-nodes-base.googleSheets': 4.7,
	'n8n-nodes-base.httpRequest': 4.5,
	'n8n-nodes-base.if': 2.3,
	'n8n-nodes-base.limit': 1,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.merge': 3.2,
	'n8n-nodes-base.noOp': 1,
	'n8n-nodes-base.removeDuplicates': 2,
	'n8n-nodes-base.s3': 1,
	'n8n-nodes-base.scheduleTrigger': 1.4,
	'n8n-nodes-base.set': 3.5,
	'n8n-nodes-base.splitOut': 1,
	'n8n-nodes-base.stickyNote': 1,
	'n8n-nodes-base.stopAndError': 1,
	'n8n-nodes-base.summarize': 1.1,
	'n8n-nodes-base.telegram': 1.2,
	'n8n-nodes-base.wait': 1.1,
	'n8n-nodes-base.youTube': 1,
} as Record<string, number>;

/** Every address in an example begins with one of these; none of them belongs to a person. */
const PUBLIC_ADDRESSES = [
	'https://raw.githubusercontent.com/n8n-nodes-seedance/n8n-nodes-seedance/main/examples/images/',
	'https://api.example.com/',
	'https://n8n.example.com/',
	'https://backend.blotato.com/',
	'https://graph.facebook.com/',
	'https://www.youtube.com/shorts/',
	'https://www.youtube.com/watch?v=',
];

export type Workflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'pinData'> & {
	active?: boolean;
};

/** The nodes without the notes. */
export const workingNodes = ({ nodes }: Workflow): INode[] =>
	nodes.filter(({ type }) => type !== NOTE);

export const isOurs = ({ type }: INode) => type.startsWith(OURS);

/** The tool of an agent has no error output: what it says goes back to the agent. */
export const isTool = ({ type }: INode) => type.endsWith('Tool');

/** It tells what is wrong with a row in its output. */
const isEstimate = ({ parameters }: INode) => parameters.operation === 'estimate';

export const isTrigger = ({ type }: INode) => type.endsWith('Trigger');

export function linksOf({
	connections,
}: Workflow): Array<{ from: string; output: number; type: string; to: IConnection }> {
	return Object.entries(connections).flatMap(([from, byType]) =>
		Object.entries(byType).flatMap(([type, outputs]) =>
			outputs.flatMap((links, output) => (links ?? []).map((to) => ({ from, output, type, to }))),
		),
	);
}

/** Connections that lead nowhere, and nodes without one. */
export function brokenConnections(workflow: Workflow): string[] {
	const links = linksOf(workflow);
	const names = workingNodes(workflow).map(({ name }) => name);
	const linked = new Set(links.flatMap(({ from, to }) => [from, to.node]));
	return [
		...links
			.filter(
				({ from, type, to }) =>
					![from, to.node].every((n) => names.includes(n)) || to.type !== type,
			)
			.map(({ from, to }) => `${from} -> ${to.node} leads nowhere`),
		...names.filter((name) => !linked.has(name)).map((name) => `${name} stands alone`),
	];
}

/** Nodes from which a way leads back to themselves. */
export function loops(workflow: Workflow): string[] {
	const links = linksOf(workflow);
	const reach = (name: string, seen: Set<string>): Set<string> => {
		for (const { from, to } of links) {
			if (from !== name || seen.has(to.node)) continue;
			seen.add(to.node);
			reach(to.node, seen);
		}
		return seen;
	};
	return workingNodes(workflow)
		.map(({ name }) => name)
		.filter((name) => reach(name, new Set()).has(name));
}

/**
 * Where a node of its own tells rows that worked from rows that did not. Seedance Join does: a row without a clip leads
 * its film to the error output.
 */
const isChoice = ({ type, parameters: { options } }: INode) =>
	/\.(if|filter)$/.test(type) || (type === `${OURS}seedanceJoin` && !Object(options).missingClips);

/**
 * Nodes that can fail for one row with no way for that row: neither an error output that leads on, nor
 * a choice behind an output that takes every row ("Continue").
 */
export function missingFailurePaths(workflow: Workflow): string[] {
	const nodes = workingNodes(workflow);
	const behind = (name: string, output: number) =>
		(workflow.connections[name]?.main?.[output] ?? []).map(({ node }) => node);
	const isChoiceNamed = (name: string) =>
		nodes.some((node) => node.name === name && isChoice(node));
	return nodes
		.filter(
			(node) =>
				(isOurs(node) && ![isTrigger, isTool, isEstimate].some((is) => is(node))) ||
				node.onError !== undefined,
		)
		.filter(({ name, onError }) => {
			if (onError === 'continueErrorOutput') return behind(name, 1).length === 0;
			return onError !== 'continueRegularOutput' || !behind(name, 0).every(isChoiceNamed);
		})
		.map(({ name }) => name);
}

/** Notes and nodes that cover each other on the canvas. */
export function overlaps({ nodes }: Workflow): string[] {
	const boxes = nodes.map(({ name, type, position: [x, y], parameters }) => {
		const isNote = type === NOTE;
		const isWide = /\.(agent|chainLlm)$/.test(type);
		// A node is 96 wide and high on the canvas; its name stands below.
		const size = { width: isWide ? 220 : 96, height: 130 };
		const { width, height } = isNote ? parameters : size;
		return { name, x, y, width: Number(width), height: Number(height) };
	});
	return boxes.flatMap((a, index) =>
		boxes
			.slice(index + 1)
			.filter(
				(b) =>
					a.x < b.x + b.width &&
					b.x < a.x + a.width &&
					a.y < b.y + b.height &&
					b.y < a.y + a.height,
			)
			.map((b) => `${a.name} and ${b.name}`),
	);
}

/** Whatever could belong to somebody in the text of a file. */
export function privateThings(text: string): string[] {
	const addresses = [...text.matchAll(/https?:\/\/[^\s"\\]+/g)].map(([address]) => address);
	return [
		...addresses.filter((each) => !PUBLIC_ADDRESSES.some((known) => each.startsWith(known))),
		...[...text.matchAll(/[\w.+-]+@[\w-]+\.[a-z]{2,}/gi)].map(([mail]) => mail),
		...[
			...text.matchAll(/\b(?:sk|pk|xox[bp]|gh[pos]|AKIA|AIza|Bearer)[-_ ]?[A-Za-z0-9]{12,}/g),
		].map(([key]) => key),
	];
}
