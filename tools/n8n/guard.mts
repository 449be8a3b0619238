/**
 * A tiny process beside us that outlives us by a moment: when its input ends, because we ended in
 * whatever way, it kills the process groups that we told it about. So nothing of ours keeps running.
 *
 * Each line of input is `+<group>` or `-<group>`.
 */

const groups: Set<number> = new Set();
let rest = '';

process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk: string) => {
	const lines = (rest + chunk).split('\n');
	rest = lines.pop() ?? '';
	for (const line of lines) {
		const group = Number(line.slice(1));
		if (line.startsWith('+')) groups.add(group);
		else groups.delete(group);
	}
});
process.stdin.on('end', () => {
	for (const group of groups) {
		try {
			process.kill(-group, 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	}
	process.exit(0);
});
// Ctrl-C in a terminal reaches every process of the group; the guard leaves last.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
