import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import type { EndedRow } from '../shared/n8n/emitRows';
import { emitRows } from '../shared/n8n/emitRows';
import type { RowClip } from './clips';
import type { FilmFacts, JoinedFilm } from './joinFilm';

/** What became of one film. */
export interface FilmEnd {
	/** What its rows have in common: the value of Group By, as its first row writes it; null without one. */
	group: string | null;
	/** At least one. */
	rows: readonly RowClip[];
	outputProperty: string;
	result: JoinedFilm | Failure;
}

/** The fields of a film that there is not. */
type NoFilm = { [Name in keyof FilmFacts]: FilmFacts[Name] | null };

function isFailure(result: JoinedFilm | Failure): result is Failure {
	return 'category' in result;
}

function noFilm(rows: readonly RowClip[]): NoFilm {
	return {
		clips: rows.length,
		durationSeconds: null,
		width: null,
		height: null,
		hasAudio: null,
		bytes: null,
		sha256: null,
		fileName: null,
		parts: [],
		warnings: [],
	};
}

function endedFilm({ group, rows, outputProperty, result }: FilmEnd): EndedRow {
	const failure = isFailure(result) ? result : null;
	const pairedItem = rows.map(({ itemIndex }) => ({ item: itemIndex }));
	const facts: IDataObject = isFailure(result)
		? { group, ...noFilm(rows), failure: { ...result } }
		: { group, ...result.facts };
	const item: INodeExecutionData = { json: facts, pairedItem };
	if (!isFailure(result)) item.binary = { [outputProperty]: result.file };
	const [{ itemIndex }] = rows;
	return { itemIndex, failure, subject: filmName(rows), item, details: facts };
}

/** Which film is meant, by its rows. */
function filmName(rows: readonly RowClip[]): string {
	const [first, last] = [rows[0], rows[rows.length - 1]].map(({ itemIndex }) => itemIndex + 1);
	return rows.length === 1 ? `film of row ${first}` : `film of rows ${first} to ${last}`;
}

/**
 * Hands the films to n8n, one item per film in the order of their first rows, failures the way On Error asks for.
 * @throws NodeOperationError naming the clip, when a film failed and On Error is Stop
 */
export function emitFilms(
	context: IExecuteFunctions,
	ends: readonly FilmEnd[],
): INodeExecutionData[] {
	return emitRows(context, 'Seedance Join', ends.map(endedFilm), {
		verdict: 'films were not made',
		keep: '',
	});
}
