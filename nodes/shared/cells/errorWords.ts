/**
 * What spreadsheets show instead of a value. Written as a whole cell, in the languages of Excel,
 * Google Sheets and LibreOffice; Airtable, Baserow and Notion use the English ones.
 */

/** Begin with `#` and end with `!` or `?`, which are left out here. */
const BROKEN_FORMULA: readonly string[] = [
	// English, also Chinese, Japanese and Korean programs
	'REF NAME VALUE NUM NULL DIV/0 SPILL CALC BLOCKED CONNECT FIELD UNKNOWN BUSY ERROR EXTERNAL PYTHON TIMEOUT EXPAND DATA DATABASE MACRO',
	// German
	'BEZUG WERT ZAHL ÜBERLAUF KALK BLOCKIERT VERBINDEN FELD UNBEKANNT BESCHÄFTIGT FEHLER',
	// French
	'VALEUR NOM NOMBRE NUL EPARS PROPAGATION BLOQUE BLOQUÉ CHAMP INCONNU CONNEXION ERREUR',
	// Spanish
	'VALOR NÚM NULO DERRAME DESBORDAMIENTO BLOQUEADO CONECTAR CAMPO DESCONOCIDO',
	// Italian
	'RIF VALORE NOME NULLO ESPANSIONE ERRORE',
	// Portuguese
	'DESPEJAR DESPEJO ERRO',
	// Dutch
	'VERW WAARDE NAAM GETAL LEEG DEEL/0 OVERLOOP FOUT',
	// Polish
	'ADR ARG NAZWA LICZBA ZERO DZIEL/0 ROZLANIE BŁĄD',
	// Swedish, Danish, Norwegian, Finnish
	'REFERENS VÄRDEFEL NAMN OGILTIGT SKÄRNING DIVISION/0 FEL REFERENCE VÆRDI NAVN VERDI TALL VIITTAUS ARVO NIMI LUKU TYHJÄ JAKO/0 VIRHE',
	// Czech, Slovak, Hungarian
	'ODKAZ HODNOTA NÁZEV NÁZOV ČÍSLO NEPLATNÝ DĚLENÍ_NULOU DELENIENULOU CHYBA HIV ÉRTÉK NÉV SZÁM NULLA ZÉRÓOSZTÓ HIBA',
	// Russian, Ukrainian
	'ССЫЛКА ЗНАЧ ИМЯ ЧИСЛО ПУСТО ДЕЛ/0 ПЕРЕНОС ОШИБКА ПОСИЛАННЯ ЗНАЧЕННЯ ІМЯ ПОМИЛКА',
	// Turkish
	'BAŞV DEĞER AD SAYI BOŞ SAYI/0 TAŞMA HATA',
];

/** Begin with `#` and have no mark at the end. */
const NOT_THERE: readonly string[] = [
	'N/A NA NV N/D ND N/B I/T YOK SAKNAS PUUTTUU HIÁNYZIK NEDOSTUPNÝ Н/Д',
	'NENÍ_K_DISPOZICI NENÍ.K.DISPOZICI GETTING_DATA DATEN_ABRUFEN FRAGMENT',
	// Written without a mark by some exports
	'REF ERROR DIV/0 ERR',
];

const STILL_LOADING: readonly string[] = [
	'LOADING, LOADING DATA, CALCULATING, GENERATING, PROCESSING, FETCHING, FETCHING DATA, LADEN, LÄDT, WIRD GELADEN, CHARGEMENT, CHARGEMENT EN COURS, CARGANDO, CARICAMENTO, CARICAMENTO IN CORSO',
	'CARREGANDO, A CARREGAR, BEZIG MET LADEN, ŁADOWANIE, WCZYTYWANIE, TRWA ŁADOWANIE, ЗАГРУЗКА, ИДЕТ ЗАГРУЗКА, ЗАВАНТАЖЕННЯ, YÜKLENIYOR, YÜKLENİYOR',
	'INDLÆSER, LASTER INN, LÄSER IN, LADDAR, LADATAAN, NAČÍTÁNÍ, NAČÍTANIE, BETÖLTÉS, ÎNCĂRCARE, SE ÎNCARCĂ, MEMUAT, ĐANG TẢI, กำลังโหลด',
	'読み込み中, 読み込んでいます, 加载中, 正在加载, 載入中, 正在載入, 로드 중, 로딩 중, जारी है, लोड हो रहा है, جارٍ التحميل, טוען, ΦΌΡΤΩΣΗ',
];

const words = (lines: readonly string[], between: RegExp) =>
	new Set(lines.flatMap((line) => line.split(between)).map((word) => comparable(word)));

/** Full-width letters, any letter case and accents typed in two ways are the same. */
function comparable(word: string): string {
	return word.normalize('NFKC').toUpperCase().normalize('NFC');
}

const BROKEN = words(BROKEN_FORMULA, / /);
const MISSING = words(NOT_THERE, / /);
const LOADING = words(STILL_LOADING, /, /);

/** LibreOffice and its kin: `Err:502`, `Fehler:508`. */
const NUMBERED =
	/^#?(?:ERR|ERROR|FEHLER|ERREUR|ERRORE|ERRO|FOUT|FEL|VIRHE|CHYBA|HIBA|BŁĄD|ОШИБКА|ПОМИЛКА|HATA|エラー|错误|錯誤|오류):\d{3}$/u;

/** Google's add-ons and Airtable append what went wrong: `#ERROR! (Result is not a number)`. */
const TOLD = /^#ERROR[!:]/u;

/** No word of a sheet is longer; what is tried on longer texts would take its time. */
const LONGEST = 200;

export type SheetError = 'broken' | 'loading';

/** What the spreadsheet says with this text as a whole cell; null when it is none of its own words. */
export function sheetErrorOf(text: string): SheetError | null {
	if (TOLD.test(text)) return 'broken';
	if (text.length > LONGEST) return null;
	const word = comparable(text);
	const loading = /^[^\p{L}]*(\p{L}.*?)\s*(?:\.{2,3}|…)$/u.exec(word);
	if (loading !== null && LOADING.has(loading[1])) return 'loading';
	const several = word.split(/[\s,;|]+(?=#)/);
	if (several.length > 1 && several.every((one) => sheetErrorOf(one) === 'broken')) return 'broken';
	const tight = word.replace(/\s/g, '');
	if (NUMBERED.test(tight) || TOLD.test(tight)) return 'broken';
	const named = /^#[¡¿]?([^!?¡¿#]+)([!?]?)$/u.exec(tight);
	if (named === null) return null;
	const [, name, mark] = named;
	return MISSING.has(name) || (mark !== '' && BROKEN.has(name)) ? 'broken' : null;
}

/** The sheet's words inside a longer text, such as one that an expression has put together; null when there are none. */
export function sheetErrorIn(text: string): string | null {
	const parts = comparable(text).match(/#[¡¿]?[\p{L}/_0-9]+[!?]?/gu) ?? [];
	const found = parts.find(
		(part) => part.length > 2 && /[!?/]|^#NV$/u.test(part) && sheetErrorOf(part) === 'broken',
	);
	return found ?? null;
}

/** `=CONCATENATE(A2;B2)`, `=A2&" spins"`, `=Sheet1!A2`, `+A1`: a formula that was read as text. */
const FORMULAS: readonly RegExp[] = [
	/^=\s*[+-]?\s*@?[\p{L}_][\p{L}\p{N}_.]*\s*\(/u,
	/^[=+]\s*[+-]?@?(?:'[^']+'!|[\p{L}\p{N}_]+!)?\$?[A-Z]{1,3}\$?[1-9]\d*(?=\s*(?:$|[-+*/&:;,<>=^%]))/iu,
	/^=\s*"[^"]*"\s*(?:&|$)/u,
	/^=\s*\[@?[^\]]+\]/u,
	/^\{=.*\}$|^=\s*\{.*\}$/u,
	/^=[\p{L}_][\p{L}\p{N}_.]*$/u,
	/^=\s*-?[\d.,]+\s*(?:$|[-+*/^])/u,
];

export function isFormula(text: string): boolean {
	return FORMULAS.some((shape) => shape.test(text));
}
