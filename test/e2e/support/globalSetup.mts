import { N8nServer } from '../../../tools/n8n/server.mts';

/** One n8n for all test files that do not kill it; they make credentials and workflows of their own. */
export default async function globalSetup() {
	const server = new N8nServer({ say: (text) => process.stdout.write(`${text}\n`) });
	try {
		await server.start();
	} catch (error) {
		await server.dispose();
		throw error;
	}
	process.env.SEEDANCE_E2E_URL = server.url;
	process.env.SEEDANCE_E2E_COOKIE = server.client.cookie;
	process.env.SEEDANCE_E2E_FOLDER = server.userFolder;
	process.env.SEEDANCE_E2E_LOG = server.logFile;
	process.env.SEEDANCE_E2E_COMPLAINTS = JSON.stringify(server.complaints());
	Reflect.set(globalThis, 'seedanceServer', server);
}
