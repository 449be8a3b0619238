import { N8nServer } from '../../../tools/n8n/server.mts';
import { prepareInternet } from '../services/internet.mts';

/** One n8n for all test files that do not kill it; they make credentials and workflows of their own. */
export default async function globalSetup() {
	const internet = await prepareInternet();
	const say = (text: string) => process.stdout.write(`${text}\n`);
	const server = new N8nServer({ say, env: internet.env });
	try {
		await server.start();
	} catch (error) {
		await server.dispose();
		internet.dispose();
		throw error;
	}
	process.env.SEEDANCE_E2E_URL = server.url;
	process.env.SEEDANCE_E2E_COOKIE = server.client.cookie;
	process.env.SEEDANCE_E2E_FOLDER = server.userFolder;
	process.env.SEEDANCE_E2E_LOG = server.logFile;
	process.env.SEEDANCE_E2E_COMPLAINTS = JSON.stringify(server.complaints());
	process.env.SEEDANCE_E2E_INTERNET = internet.line;
	Reflect.set(globalThis, 'seedanceServer', server);
	Reflect.set(globalThis, 'seedanceInternet', internet);
}
