import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import type { RowClip, Streams } from './clips';
import { clipOfRow } from './clips';
import { JoinTrouble, unforeseenJoining } from './failures';
import type { JoinDependencies, JoinedFilm } from './joinFilm';
import { joinFilm } from './joinFilm';
import type { FilmEnd } from './output';
import { emitFilms } from './output';
import { readBinaryField, readFilmRequest, readGroup } from './parameters';

/** The rows of one film in their order, or why they cannot be told. */
interface Group {
	/** The value of Group By in its first row; null where that gives none. */
	name: string | null;
	rows: RowClip[];
	refused: Failure | null;
}

function failureOf(thrown: unknown): Failure {
	return (thrown instanceof JoinTrouble ? thrown : unforeseenJoining(thrown)).failure;
}

/** One group for each value of Group By, in the order in which the values first appear. */
function groupRows(context: IExecuteFunctions, streams: Streams): Group[] {
	const groups = new Map<string, Group>();
	context.getInputData().forEach((item, itemIndex) => {
		const { field, problem } = readBinaryField(context, itemIndex);
		const found = clipOfRow(context, item, itemIndex, field, streams);
		const row = problem === null ? found : { ...found, reason: problem };
		let key = `row ${itemIndex}`;
		let name: string | null = null;
		let refused: Failure | null = null;
		try {
			const value = readGroup(context, itemIndex);
			name = value.written;
			key = `value ${value.key}`;
		} catch (thrown) {
			refused = failureOf(thrown);
		}
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { name, rows: [row], refused });
		else group.rows.push(row);
	});
	return [...groups.values()];
}

async function settle(
	context: IExecuteFunctions,
	{ rows, refused }: Group,
	dependencies: JoinDependencies,
): Promise<{ outputProperty: string; result: JoinedFilm | Failure }> {
	let outputProperty = 'data';
	if (refused !== null) return { outputProperty, result: refused };
	try {
		const request = readFilmRequest(context, rows[0].itemIndex);
		({ outputProperty } = request);
		return { outputProperty, result: await joinFilm(rows, request, dependencies) };
	} catch (thrown) {
		return { outputProperty, result: failureOf(thrown) };
	}
}

/** Joins the clips of all rows, one film after the other. One bad film never hurts the others. */
export async function joinRows(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const streams: Streams = { atHand: null };
	const dependencies: JoinDependencies = {
		streams,
		stop: context.getExecutionCancelSignal() ?? { aborted: false },
		store: async (content, fileName, mimeType) =>
			await context.helpers.prepareBinaryData(content, fileName, mimeType),
	};
	const ends: FilmEnd[] = [];
	for (const group of groupRows(context, streams)) {
		const { name, rows } = group;
		ends.push({ group: name, rows, ...(await settle(context, group, dependencies)) });
	}
	return emitFilms(context, ends);
}
