import { PROVIDER_IDS as ALL, PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { ProviderId } from '../../sandbox/engine/types.mts';

export type { ProviderId };

/** Every provider of the package. Each has its part of the sandbox, whose tables can be asked by these ids. */
export const PROVIDER_IDS = [...ALL] as ProviderId[];

/** Whether a task whose answer was lost can be found in the provider's list. */
export const findsLost = (provider: ProviderId) => PROVIDERS[provider].listShowsMark === true;
