/** First and last address of a block that the public internet cannot reach, as dotted IPv4. */
const PRIVATE_IPV4_BLOCKS: ReadonlyArray<readonly [first: string, last: string]> = [
	['0.0.0.0', '0.255.255.255'],
	['10.0.0.0', '10.255.255.255'],
	['100.64.0.0', '100.127.255.255'],
	['127.0.0.0', '127.255.255.255'],
	['169.254.0.0', '169.254.255.255'],
	['172.16.0.0', '172.31.255.255'],
	['192.0.0.0', '192.0.0.255'],
	['192.0.2.0', '192.0.2.255'],
	['192.168.0.0', '192.168.255.255'],
	['198.18.0.0', '198.19.255.255'],
	['198.51.100.0', '198.51.100.255'],
	['203.0.113.0', '203.0.113.255'],
	['224.0.0.0', '255.255.255.255'],
];

/** Names that only mean something inside one machine, one network or one cloud. */
const PRIVATE_NAME_ENDINGS = [
	'localhost',
	'local',
	'localdomain',
	'internal',
	'intranet',
	'lan',
	'home',
	'home.arpa',
	'corp',
	'test',
	'invalid',
	'localtest.me',
	'lvh.me',
];

/**
 * True when a host cannot be reached from the public internet: loopback, private, link-local,
 * cloud metadata, reserved and one-word names, in every notation a URL allows (decimal, octal,
 * hex and short IPv4, IPv6 with embedded IPv4, full-width digits). Takes a host with or without
 * a port and brackets. A host that cannot be read counts as private, so that a caller who uses
 * this as a guard stays on the safe side. Names are not looked up.
 */
export function isPrivateHost(host: string): boolean {
	const canonical = canonicalHost(host.trim());
	if (canonical === null) return true;
	if (canonical.startsWith('[')) return isPrivateIpv6(canonical.slice(1, -1));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(canonical)) return isPrivateIpv4(ipv4ToNumber(canonical));
	if (!canonical.includes('.')) return true;
	return PRIVATE_NAME_ENDINGS.some((ending) => canonical.endsWith(`.${ending}`));
}

/** The URL parser knows every spelling of an address; its result has only one. */
function canonicalHost(host: string): string | null {
	// A zone id (`fe80::1%eth0`) is not allowed in URLs and does not change what the address is.
	const withoutZone = host.replace(/%[^\]]*(?=\]|$)/, '');
	const bare = withoutZone.split(':').length > 2 && !withoutZone.startsWith('[');
	try {
		const { hostname } = new URL(`http://${bare ? `[${withoutZone}]` : withoutZone}/`);
		return hostname.replace(/\.$/, '').toLowerCase() || null;
	} catch {
		return null;
	}
}

function ipv4ToNumber(address: string): number {
	return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrivateIpv4(address: number): boolean {
	return PRIVATE_IPV4_BLOCKS.some(
		([first, last]) => address >= ipv4ToNumber(first) && address <= ipv4ToNumber(last),
	);
}

/** Eight 16-bit groups of a canonical IPv6 address. */
function ipv6Groups(address: string): number[] {
	const [head, tail] = address.split('::');
	const read = (part: string | undefined) =>
		part ? part.split(':').map((group) => parseInt(group, 16)) : [];
	const before = read(head);
	const after = read(tail);
	if (tail === undefined) return before;
	return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function isPrivateIpv6(address: string): boolean {
	const groups = ipv6Groups(address);
	const first = groups[0];
	const embedded = embeddedIpv4(groups);
	if (embedded !== null) return isPrivateIpv4(embedded);
	// Only 2000::/3 is public; 2001:db8::/32 in it is reserved for examples.
	return (first & 0xe000) !== 0x2000 || (first === 0x2001 && groups[1] === 0x0db8);
}

/** IPv4 inside IPv6: mapped, compatible, translated (RFC 6052) and 6to4. */
function embeddedIpv4(groups: number[]): number | null {
	const join = (high: number, low: number) => high * 65536 + low;
	const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
	const lastTwo = join(groups[6], groups[7]);
	if (zeros(5) && groups[5] === 0xffff) return lastTwo;
	if (zeros(4) && groups[4] === 0xffff && groups[5] === 0) return lastTwo;
	if (zeros(6)) return lastTwo;
	if (groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((g) => g === 0)) {
		return lastTwo;
	}
	if (groups[0] === 0x2002) return join(groups[1], groups[2]);
	return null;
}
