import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
} from 'n8n-workflow';

type CodeRule = IAuthenticateRuleResponseCode;
type BodyRule = IAuthenticateRuleResponseSuccessBody;

/** What the messages of one provider's credential test say. */
export interface TestWording {
	/** The provider as users call it. */
	provider: string;
	/** Where the key is found, with article. */
	keyPlace: string;
	/** What to do about a wrong address, as a sentence without its full stop. */
	addressRemedy: string;
	/** One more hint for a refused key, e.g. about regions. */
	keyHint?: string;
	/** Where an answer with HTTP 200 names the status that counts, as a lodash path. */
	statusAt?: string;
}

/** HTTP codes of a server that exists but is not the provider's API. */
const WRONG_ADDRESS_CODES = [400, 404, 405, 406, 410, 415, 421, 422, 426, 501];
/** Redirects are not followed, so that the key never travels to another address. */
const REDIRECT_CODES = [301, 302, 303, 307, 308];
/** A refused key. 403 also stands for a blocked one. */
const WRONG_KEY_CODES = [401, 403];
/** The provider, or the gateway in front of it, is out of order. */
const UNAVAILABLE_CODES = [455, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530];

/** Answers by which other web services say that they have no such page. Keys are lodash paths. */
const FOREIGN_ANSWERS: ReadonlyArray<[path: string, value: unknown]> = [
	['detail', 'Not Found'],
	['error', 'Not Found'],
	['message', 'Not Found'],
	['message', 'no Route matched with those values'],
	['status', 'ok'],
	['status', 404],
	['statusCode', 404],
	['ok', true],
	['success', true],
];

function codeRules(codes: readonly number[], message: string): CodeRule[] {
	return codes.map((value) => ({ type: 'responseCode', properties: { value, message } }));
}

function bodyRule(path: string, value: unknown, message: string): BodyRule {
	return { type: 'responseSuccessBody', properties: { key: path, value, message } };
}

/** The same where the status stands in the body of an HTTP 200. */
function inBody(rules: readonly CodeRule[], path: string | undefined): BodyRule[] {
	if (path === undefined) return [];
	return rules.map(({ properties: { value, message } }) => bodyRule(path, value, message));
}

function refusedKey(wording: TestWording): string {
	const hint = wording.keyHint ? ` ${wording.keyHint}` : '';
	return `${wording.provider} does not accept this API key. Copy it again from ${wording.keyPlace} and paste it whole.${hint}`;
}

function wrongAddress(wording: TestWording): string {
	return `Another service answers at this address, not ${wording.provider}. ${wording.addressRemedy}.`;
}

/**
 * All codes that must fail a test whose good answer may itself be a 4xx
 * (`ignoreHttpStatusErrors.except`): n8n would otherwise take them for success.
 */
export const CODES_THAT_FAIL: number[] = [
	...WRONG_KEY_CODES,
	...REDIRECT_CODES,
	429,
	...UNAVAILABLE_CODES,
];

/**
 * Turns the answer of a test request into words. n8n looks `responseCode` rules up for answers that failed and
 * `responseSuccessBody` rules (`lodash.get(body, key) === value`) for the others, first match wins.
 *
 * `mustHave` names a key that every genuine answer has: without it another service answered.
 */
export function testRules(
	wording: TestWording,
	mustHave?: string,
): ICredentialTestRequest['rules'] {
	const address = wrongAddress(wording);
	const byStatus: CodeRule[] = [
		...codeRules(WRONG_KEY_CODES, refusedKey(wording)),
		...codeRules(WRONG_ADDRESS_CODES, address),
		...codeRules(
			REDIRECT_CODES,
			`This address sends visitors on to another one. ${wording.addressRemedy}.`,
		),
		...codeRules(
			[429],
			`${wording.provider} allows only a few requests at a time and refused this one. Wait a minute, then test again.`,
		),
		...codeRules(
			UNAVAILABLE_CODES,
			`${wording.provider} is not available right now. The key was not checked. Test again in a few minutes.`,
		),
	];
	const rules: Array<CodeRule | BodyRule> = [
		...byStatus,
		...inBody(byStatus, wording.statusAt),
		bodyRule('error.code', 'unauthorized', refusedKey(wording)),
		// A web page or plain text arrives as a string; lodash reads the name of its class like any other path.
		bodyRule(
			'constructor.name',
			'String',
			`A web page answers at this address, not ${wording.provider}. ${wording.addressRemedy}.`,
		),
	];
	if (mustHave) rules.push(bodyRule(mustHave, undefined, address));
	else for (const [path, value] of FOREIGN_ANSWERS) rules.push(bodyRule(path, value, address));
	// n8n's type wants one sort of rule per list, its code takes both.
	return rules as CodeRule[];
}
