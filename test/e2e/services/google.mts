/** Google, as far as the examples use it: the sign-in of OAuth 2.0, Sheets, Drive and YouTube. */

import { json } from './server.mts';
import { playUploads } from './googleFiles.mts';
import { SPREADSHEET, playSheet } from './googleSheets.mts';
import type { INode } from 'n8n-workflow';
import type { N8nClient, SavedCredential } from '../../../tools/n8n/client.mts';
import type { Place } from './internet.mts';
import type { Answer, Received, Reply } from './server.mts';

const CLIENT = { clientId: 'local-client', clientSecret: 'local-only' };
const CODE = 'local-code';
const ACCESS = 'local-access';

const refused = () =>
	json({ error: { code: 401, message: 'Request had invalid credentials' } }, 401);

/** Where n8n gives the code of a sign-in for a token. */
function giveToken({ url, method, headers, body }: Received): Reply {
	if (method !== 'POST' || url.pathname !== '/token') return json({ error: 'not_found' }, 404);
	const form = new URLSearchParams(String(body));
	const basic = `Basic ${Buffer.from(Object.values(CLIENT).join(':')).toString('base64')}`;
	const isClient =
		headers.authorization === basic ||
		(form.get('client_id') === CLIENT.clientId &&
			form.get('client_secret') === CLIENT.clientSecret);
	if (!isClient) return json({ error: 'invalid_client' }, 401);
	if (form.get('grant_type') !== 'authorization_code' || form.get('code') !== CODE) {
		return json({ error: 'invalid_grant' }, 400);
	}
	return json({
		access_token: ACCESS,
		refresh_token: 'local-refresh',
		expires_in: 3599,
		token_type: 'Bearer',
	});
}

const withToken =
	(answer: Answer): Answer =>
	async (request) =>
		request.headers.authorization === `Bearer ${ACCESS}` ? await answer(request) : refused();

/**
 * @param rows of the sheet, the first one names the columns
 */
export function playGoogle(rows: string[][] = []) {
	const sheet = playSheet(rows);
	const drive = playUploads('/upload/drive/v3/files', 'drive-');
	const youTube = playUploads('/upload/youtube/v3/videos', 'short-');
	const describe = ({ method, url, body }: Received): Reply => {
		const file = drive.done.find(({ id }) => url.pathname === `/drive/v3/files/${id}`);
		if (file === undefined || method !== 'PATCH') return json({ error: 'notFound' }, 404);
		Object.assign(file, JSON.parse(String(body)) as object);
		const { id, name } = file;
		return json({ id, name, webViewLink: `https://drive.google.com/file/d/${id}/view` });
	};
	const places = {
		'oauth2.googleapis.com': giveToken,
		'sheets.googleapis.com': withToken((request) => sheet.answer(request)),
		'www.googleapis.com': (request) =>
			drive.takePiece(request) ??
			youTube.takePiece(request) ??
			withToken((known) => drive.announce(known) ?? youTube.announce(known) ?? describe(known))(
				request,
			),
	} satisfies Partial<Record<Place, Answer>>;
	return { places, sheet, drive, youTube };
}

/**
 * Signs in as a person does: n8n sends the browser to Google, Google sends it back with a code.
 *
 * @throws when n8n refuses what comes back
 */
export async function signInWithGoogle(client: N8nClient, type: string): Promise<SavedCredential> {
	const saved = await client.createCredential(type, `${type} on this machine`, CLIENT);
	const address = await client.request<string>('GET', `/oauth2-credential/auth?id=${saved.id}`);
	const consent = new URL(address);
	if (consent.host !== 'accounts.google.com') throw new Error(`n8n goes to ${consent.host}`);
	const back = new URL(String(consent.searchParams.get('redirect_uri')));
	back.searchParams.set('state', String(consent.searchParams.get('state')));
	back.searchParams.set('code', CODE);
	const answer = await client.get(`${back.pathname}${back.search}`);
	const page = await answer.text();
	if (!answer.ok || /error/i.test(page)) throw new Error(`n8n refused the sign-in: ${page}`);
	return saved;
}

/** Chooses the sheet in a node of Google Sheets, as its list does. */
export function chooseSheet({ type, parameters }: INode) {
	if (!type.endsWith('.googleSheets')) return;
	parameters.documentId = { __rl: true, mode: 'id', value: SPREADSHEET };
}
