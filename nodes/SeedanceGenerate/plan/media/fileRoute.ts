import type { IExecuteFunctions } from 'n8n-workflow';
import type { Session } from '../../../shared/n8n/session';
import { isPrivateConnection } from '../../../shared/net/connection';
import { instanceAddress, isReachableFor } from '../../instance';
import type { FileRoute } from './binary';

/** How files of n8n reach this provider: inside the request, by upload, or by a link to this instance. */
export function fileRouteFor(
	context: Pick<IExecuteFunctions, 'getInstanceBaseUrl'>,
	{ provider, connection }: Session,
): FileRoute {
	const { upload } = provider;
	if (upload !== undefined && connection.filesBaseUrl !== undefined)
		return { by: 'upload', upload, uploaded: new Map() };
	const kinds = provider.capabilities.models[0].dataUrls;
	if (kinds.length > 0) return { by: 'dataUrl', kinds };
	const reachable = isReachableFor(instanceAddress(context), isPrivateConnection(connection));
	return { by: 'link', reachable };
}
