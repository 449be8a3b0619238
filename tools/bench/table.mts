import fs from 'node:fs';

/** Prints rows under each other, words to the left and numbers to the right. */
export function printTable(title: string, heads: string[], rows: (string | number)[][]) {
	const cells = rows.map((row) =>
		row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)),
	);
	const widths = heads.map((head, column) =>
		Math.max(head.length, ...cells.map((row) => row[column].length)),
	);
	const line = (row: string[], n: number) =>
		row
			.map((cell, column) =>
				n >= 0 && typeof rows[n][column] === 'number'
					? cell.padStart(widths[column])
					: cell.padEnd(widths[column]),
			)
			.join('  ')
			.trimEnd();
	console.log(`\n${title}`);
	console.log(`  ${line(heads, -1)}`);
	cells.forEach((row, n) => console.log(`  ${line(row, n)}`));
	report(title, heads, cells);
}

/** Where tables go to as well, for a page of the documentation. */
const REPORT = process.env.SEEDANCE_BENCH_REPORT;

function report(title: string, heads: string[], cells: string[][]) {
	if (REPORT === undefined) return;
	const row = (words: string[]) =>
		`| ${words.map((word) => word.replaceAll('|', '\\|')).join(' | ')} |`;
	const lines = [
		`### ${title}`,
		'',
		row(heads),
		row(heads.map(() => '---')),
		...cells.map(row),
		'',
		'',
	];
	fs.appendFileSync(REPORT, lines.join('\n'));
}

export const mean = (values: number[]) =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

export function median(values: number[]) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}
