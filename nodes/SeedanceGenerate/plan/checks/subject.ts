import type { ModelCapability, ProviderCapabilities } from '../../../shared/domain/capabilities';
import type { VideoRequest } from '../../../shared/domain/request';

/** The part of a provider that a check needs; every `Provider` is one. */
export interface CheckedProvider {
	displayName: string;
	capabilities: ProviderCapabilities;
}

export interface CheckContext {
	/** The provider sits on a private address itself, so private addresses are within its reach. */
	privateProvider: boolean;
	/** Some features exist in China only. */
	region?: 'china' | 'international' | 'custom';
}

/** Everything the single checks look at. */
export interface CheckSubject {
	request: VideoRequest;
	provider: CheckedProvider;
	/** Null for a custom id whose limits nobody knows. */
	model: ModelCapability | null;
	/** How texts call the model: the model and the provider's name. */
	name: string;
	context: CheckContext;
}
