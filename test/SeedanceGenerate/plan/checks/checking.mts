import { checkRequest } from '../../../../nodes/SeedanceGenerate/plan/checks/check.ts';
import { requestFor } from '../../../contract/requests.mts';
import type { MediaKind } from '../../../../nodes/shared/domain/vocabulary.ts';
import type { ProviderId } from '../../../support/providers.mts';
import type { CheckContext } from '../../../../nodes/SeedanceGenerate/plan/checks/subject.ts';

/** What the tests of the check share: a request with something changed, and media for it. */
export type Overrides = Parameters<typeof requestFor>[1];

/** The verdict on a request, which the check itself must leave as it was. */
export function check(
	providerId: ProviderId,
	overrides?: Overrides,
	context?: Partial<CheckContext>,
) {
	const { provider, capability, request } = requestFor(providerId, overrides);
	const before = JSON.stringify(request);
	const result = checkRequest(request, provider, capability, {
		privateProvider: false,
		...context,
	});
	expect(JSON.stringify(request)).toBe(before);
	return result;
}

export const images: (count: number) => MediaKind[] = (count) =>
	Array.from({ length: count }, () => 'image');
export const videos: (count: number) => MediaKind[] = (count) =>
	Array.from({ length: count }, () => 'video');
export const asset = () => 'asset://asset-2026character';
export const data = () => 'data:image/png;base64,iVBORw0KGgo=';
export const reference = 'reference' as const;
export const CALLBACK = 'https://n8n.example.com/webhook/x';
