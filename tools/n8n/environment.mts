/**
 * The settings that our n8n runs with: on this machine only, silent towards the outside.
 */

/** Settings of the caller's own n8n, or of jest, must not change ours. */
const FOREIGN_SETTINGS =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_|GENERIC_|NODE_ENV$|NODE_OPTIONS$|JEST_)/;

/** Nothing is reported, asked for or fetched. */
const SILENT = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_REINSTALL_MISSING_PACKAGES: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

export function environmentFor({
	userFolder,
	port,
	brokerPort,
	more = {},
}: {
	userFolder: string;
	port: number;
	brokerPort: number;
	more?: Record<string, string>;
}): NodeJS.ProcessEnv {
	const own = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name)),
	);
	return {
		...own,
		...SILENT,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'local-only-not-a-secret',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_FORMAT: 'json',
		DB_SQLITE_POOL_SIZE: '4',
		GENERIC_TIMEZONE: 'UTC',
		...more,
	};
}
