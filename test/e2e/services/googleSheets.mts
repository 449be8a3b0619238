/**
 * Google Sheets as its API v4 gives it: one spreadsheet with one sheet, read and written by A1 ranges.
 * https://developers.google.com/workspace/sheets/api/reference/rest
 */

import { json } from './server.mts';
import type { Received, Reply } from './server.mts';

export const SPREADSHEET = 'local-spreadsheet';
const TITLE = 'Sheet1';

type Cell = string | number;

interface Range {
	firstRow: number;
	lastRow: number;
	firstColumn: number;
	lastColumn: number;
}

/** What a request to write cells holds. */
interface ValueRange {
	range: string;
	values: Array<Array<Cell | null>>;
}

const columnOf = (letters: string) =>
	[...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** @throws for what is no range of this sheet */
function readRange(text: string): Range {
	const form = /^(?:'?([^'!]+)'?)(?:!([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?)?$/;
	const [, title, column1 = '', row1 = '', column2 = column1, row2 = row1] = form.exec(text) ?? [];
	if (title !== TITLE) throw new Error(`Unable to parse range: ${text}`);
	return {
		firstRow: row1 === '' ? 0 : Number(row1) - 1,
		lastRow: row2 === '' ? Infinity : Number(row2) - 1,
		firstColumn: column1 === '' ? 0 : columnOf(column1),
		lastColumn: column2 === '' ? Infinity : columnOf(column2),
	};
}

/** Without what is empty at the end, as the API gives rows and columns. */
function withoutEmptyEnd<Value>(list: Value[], isEmpty: (value: Value) => boolean): Value[] {
	const end = list.findLastIndex((value) => !isEmpty(value));
	return list.slice(0, end + 1);
}

const refusal = (status: number, message: string) =>
	json({ error: { code: status, message, status: 'INVALID_ARGUMENT' } }, status);

/**
 * @param rows the first one names the columns
 */
export function playSheet(rows: Cell[][]) {
	const grid = rows.map((row) => [...row]);
	const size = { rows: 1000 };

	function readValues(range: Range): Cell[][] {
		const cells = grid
			.slice(range.firstRow, range.lastRow + 1)
			.map((row) => row.slice(range.firstColumn, range.lastColumn + 1))
			.map((row) => withoutEmptyEnd(row, (cell) => cell === '' || cell === undefined));
		return withoutEmptyEnd(cells, (row) => row.length === 0);
	}

	/** @throws when it goes beyond the rows that the sheet has */
	function write({ range, values }: ValueRange) {
		const { firstRow, firstColumn } = readRange(range);
		if (firstRow + values.length > size.rows) throw new Error(`${range} exceeds grid limits`);
		values.forEach((row, rowIndex) => {
			row.forEach((cell, columnIndex) => {
				if (cell === null) return;
				const target = (grid[firstRow + rowIndex] ??= []);
				while (target.length < firstColumn + columnIndex) target.push('');
				target[firstColumn + columnIndex] = cell;
			});
		});
		for (let index = 0; index < grid.length; index++) grid[index] ??= [];
	}

	function change(path: string, { method, body, url }: Received): Reply {
		if (!url.searchParams.has('valueInputOption') && method === 'PUT') {
			return refusal(400, 'valueInputOption is required');
		}
		const request: unknown = JSON.parse(String(body));
		if (method === 'POST' && path === 'values:batchUpdate') {
			const { data, valueInputOption } = request as {
				data: ValueRange[];
				valueInputOption?: string;
			};
			if (valueInputOption === undefined) return refusal(400, 'valueInputOption is required');
			data.forEach(write);
			return json({ spreadsheetId: SPREADSHEET, totalUpdatedRows: data.length });
		}
		if (method === 'PUT' && path.startsWith('values/')) {
			const value = request as ValueRange;
			if (value.range !== path.slice('values/'.length)) return refusal(400, 'Two ranges');
			write(value);
			return json({ spreadsheetId: SPREADSHEET, updatedRange: value.range });
		}
		if (method === 'POST' && path === ':batchUpdate') {
			const { requests } = request as {
				requests: Array<{ appendDimension?: { dimension: string; length: number } }>;
			};
			if (requests.some(({ appendDimension }) => appendDimension?.dimension !== 'ROWS')) {
				return refusal(400, 'Only rows are added here');
			}
			requests.forEach(({ appendDimension }) => (size.rows += appendDimension?.length ?? 0));
			return json({ spreadsheetId: SPREADSHEET, replies: requests.map(() => ({})) });
		}
		return refusal(404, `${method} ${path} is not played`);
	}

	function answer(request: Received): Reply {
		const [, path] = decodeURIComponent(request.url.pathname).split(
			`/v4/spreadsheets/${SPREADSHEET}`,
		);
		if (path === undefined) return refusal(404, 'Requested entity was not found.');
		const rest = path.replace(/^\//, '');
		if (request.method !== 'GET') return change(rest, request);
		if (rest === '') {
			const gridProperties = { rowCount: size.rows, columnCount: 26 };
			const properties = { sheetId: 0, title: TITLE, index: 0, sheetType: 'GRID', gridProperties };
			return json({ sheets: [{ properties }] });
		}
		if (!rest.startsWith('values/')) return refusal(404, `${rest} is not played`);
		const range = rest.slice('values/'.length);
		const values = readValues(readRange(range));
		return json({ range, majorDimension: 'ROWS', ...(values.length > 0 && { values }) });
	}

	return {
		answer(request: Received): Reply {
			try {
				return answer(request);
			} catch (error) {
				return refusal(400, error instanceof Error ? error.message : String(error));
			}
		},
		/** Writes one value into a column of every row. */
		fill(column: string, value: Cell) {
			const index = grid[0].indexOf(column);
			grid.slice(1).forEach((row) => (row[index] = value));
		},
		/** The rows by the names of their columns, without the first. */
		rows: () =>
			grid
				.slice(1)
				.map((row) => Object.fromEntries(grid[0].map((name, index) => [name, row[index] ?? '']))),
	};
}
