import type { ICredentialType } from 'n8n-workflow';
import { instancesOf } from '../package/files.mts';

/** Every credential of the package, as its manifest lists them, by the name that n8n knows it by. */
export const CREDENTIAL_TYPES: Record<string, ICredentialType> = Object.fromEntries(
	instancesOf('credentials').map((credential) => [credential.name, credential]),
);
