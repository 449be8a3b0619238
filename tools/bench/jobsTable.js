'use strict';

/**
 * Prints rows under each other, words to the left and numbers to the right.
 * @param {string} title
 * @param {string[]} heads
 * @param {(string | number)[][]} rows
 */
function printTable(title, heads, rows) {
	const cells = rows.map((row) =>
		row.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)),
	);
	const widths = heads.map((head, column) =>
		Math.max(head.length, ...cells.map((row) => row[column].length)),
	);
	/** @param {string[]} row @param {number} n */
	const line = (row, n) =>
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
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number[]} values */
function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

module.exports = { mean, median, printTable };
