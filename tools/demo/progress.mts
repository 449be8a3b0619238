/**
 * Shows a person how far each provider is: a small table that redraws itself on a terminal, one
 * line per change elsewhere (logs, CI).
 */

export interface Progress {
	name: string;
	rows: number;
	refused: number;
	queued: number;
	running: number;
	generated: number;
	saved: number;
}

const BAR_WIDTH = 16;
/** Milliseconds between two looks. */
const REFRESH_MS = 200;

function bar(progress: Progress) {
	const total = Math.max(1, progress.rows - progress.refused);
	// Half of the bar is the generating, the other half the saving.
	const share = (progress.generated + progress.saved) / (2 * total);
	const filled = Math.min(BAR_WIDTH, Math.round(share * BAR_WIDTH));
	return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
}

export function line(progress: Progress) {
	const numbers = [
		`${progress.queued} queued`,
		`${progress.running} running`,
		`${progress.generated} generated`,
		`${progress.saved} saved`,
	];
	const refused = progress.refused > 0 ? ` · ${progress.refused} refused` : '';
	return `${progress.name.padEnd(14)} ${numbers.join(' · ')}${refused}`;
}

/** Starts showing; the returned function shows the last state and stops. */
export function showProgress(
	read: () => Progress[],
	output: { isTTY?: boolean; write: (text: string) => unknown },
): () => void {
	let drawnLines = 0;
	const shown: Map<string, string> = new Map();

	const draw = () => {
		const all = read();
		if (output.isTTY) {
			const up = drawnLines > 0 ? `\u001b[${drawnLines}A` : '';
			const text = all.map((each) => `\u001b[2K  ${bar(each)}  ${line(each)}\n`).join('');
			output.write(up + text);
			drawnLines = all.length;
			return;
		}
		for (const each of all) {
			const text = line(each);
			if (shown.get(each.name) === text) continue;
			shown.set(each.name, text);
			output.write(`  ${text}\n`);
		}
	};

	draw();
	// A log needs fewer lines than a terminal needs frames.
	const timer = setInterval(draw, output.isTTY ? REFRESH_MS : REFRESH_MS * 5);
	return () => {
		clearInterval(timer);
		draw();
	};
}
