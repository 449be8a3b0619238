/**
 * A mail server that speaks SMTP (RFC 5321) as far as one mail needs it: it wants a login, takes the
 * commands in their order only, and delivers to nobody.
 */

import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

const ACCOUNT = { user: 'local', password: 'local-only' };

export interface Mail {
	from: string;
	to: string[];
	subject: string;
	text: string;
}

/** One line of a conversation: what is said, and whether it ends it. */
type Answer = { say: string; isEnd?: boolean };

/** The text of a part that has one line for its letters and one for the rest, as mails are sent. */
function decode(body: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Reads a mail of plain text (RFC 5322). */
function readMail(raw: string, from: string, to: string[]): Mail {
	const end = raw.indexOf('\r\n\r\n');
	const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
	const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
	const text = decode(raw.slice(end + 4), field('Content-Transfer-Encoding').toLowerCase());
	return { from, to, subject: field('Subject'), text: text.replaceAll('\r\n', '\n').trim() };
}

/** What one client says, in order; a command out of order is refused. */
function conversation(deliver: (mail: Mail) => void, state: { isFull: boolean }) {
	let isKnown = false;
	let from: string | null = null;
	let to: string[] = [];
	let lines: string[] | null = null;
	const login = Buffer.from(`\0${ACCOUNT.user}\0${ACCOUNT.password}`).toString('base64');

	const endOfMail = (content: string[]): Answer => {
		lines = null;
		deliver(readMail(content.join('\r\n'), String(from), to));
		[from, to] = [null, []];
		return { say: '250 2.0.0 Taken' };
	};
	return (line: string): Answer | null => {
		if (lines !== null) {
			if (line === '.') return endOfMail(lines);
			lines.push(line.replace(/^\./, ''));
			return null;
		}
		const [, address = ''] = /^(?:MAIL FROM|RCPT TO):<([^>]+)>/i.exec(line) ?? [];
		if (/^EHLO /i.test(line)) return { say: '250-mail.local\r\n250 AUTH PLAIN' };
		if (/^QUIT$/i.test(line)) return { say: '221 2.0.0 Bye', isEnd: true };
		if (/^AUTH PLAIN /i.test(line)) {
			isKnown = line.slice('AUTH PLAIN '.length) === login;
			return { say: isKnown ? '235 2.7.0 Welcome' : '535 5.7.8 Wrong name or password' };
		}
		if (!isKnown) return { say: '530 5.7.0 Sign in first' };
		if (/^MAIL FROM:/i.test(line) && address !== '' && from === null) {
			from = address;
			return { say: '250 2.1.0 Sender taken' };
		}
		if (/^RCPT TO:/i.test(line) && address !== '' && from !== null) {
			if (state.isFull) return { say: '552 5.2.2 The mailbox is full' };
			to.push(address);
			return { say: '250 2.1.5 Receiver taken' };
		}
		if (/^DATA$/i.test(line) && to.length > 0) {
			lines = [];
			return { say: '354 Go on' };
		}
		return { say: '503 5.5.1 Not now' };
	};
}

export async function startMail() {
	const mails: Mail[] = [];
	const state = { isFull: false };
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		const answerTo = conversation((mail) => mails.push(mail), state);
		let rest = '';
		socket.write('220 mail.local ESMTP\r\n');
		socket.on('data', (chunk) => {
			const parts = `${rest}${chunk.toString('latin1')}`.split('\r\n');
			rest = parts.pop() ?? '';
			for (const line of parts) {
				const answer = answerTo(line);
				if (answer !== null) socket.write(`${answer.say}\r\n`);
				if (answer?.isEnd) socket.end();
			}
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = server.address() as AddressInfo;
	return {
		mails,
		state,
		credential: { ...ACCOUNT, host: '127.0.0.1', port, secure: false, disableStartTls: true },
		async close() {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
