import { operationError } from '../../../nodes/shared/n8n/operationError.ts';

test('P13 The text of an error is ours to the letter, although n8n has words of its own for some', () => {
	const node = { id: 'n', name: 'Node', type: 't', typeVersion: 1, parameters: {} };
	const context = { getNode: () => ({ ...node, position: [0, 0] as [number, number] }) };
	const ours = 'The address https://x.example/ENOTFOUND was refused with ECONNREFUSED.';
	const error = operationError(context, ours, 'Check it.', 3);
	expect(error.message).toBe(ours);
	expect(error.description).toBe('Check it.');
	expect(error.context.itemIndex).toBe(3);
	expect(error.node.name).toBe('Node');
});
