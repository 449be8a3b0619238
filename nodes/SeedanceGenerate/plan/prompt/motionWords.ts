/**
 * Words that say something happens. The lists are wide on purpose: a word too many costs a missed
 * hint, a word too few a false alarm.
 */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What a subject does; base forms. */
const ACTIONS = new Set(
	words(`
	walk run sprint jog jump leap hop skip climb crawl dive swim fly flip spin dance march ride drive race
	chase dash slide skate ski surf stretch yawn blink nod wave smile laugh cry sing speak talk say
	shout whisper eat drink sip bite chew cook pour stir cut chop slice mix open close lift raise lower
	pick grab reach take touch press throw toss catch drop place put give tie
	untie wrap unwrap unfold fold unbox reveal write paint draw read play strum drum knock hit kick
	punch fight hug embrace kiss shake brush wash wipe clean apply spray build
	assemble break smash tear crack shatter melt pop explode burst launch land crash step enter exit leave
	arrive approach return turn kneel sleep wake wander explore discover examine inspect
	look gaze stare watch glance clap snap use try test wall-run curl roll tumble fall trip bounce
	swing sway pounce hunt gallop trot graze flap breathe inhale exhale blow ignite extinguish
	`),
);

/** What surroundings, light and picture do. */
const AMBIENCE = new Set(
	words(`
	move drift float flow ripple splash drip trickle rain snow fall rise set shift fade dissolve transform
	change morph turn become grow shrink bloom wilt emerge appear disappear vanish glow flicker shimmer
	sparkle glint flash pulse radiate shine swirl whirl twirl rotate revolve orbit spin circle spread
	scatter burn smoke steam bubble boil freeze thaw rustle flutter sway blow stir gust sweep glide
	accelerate slow speed stop start begin continue animate transition evolve unfold develop sync beat
	illuminate brighten darken warm soften crash break spray bead reflect travel cross pass stretch swell
	tilt hover levitate soar descend ascend creep crumble collapse expand contract vibrate tremble
	`),
);

/** What a camera does. Shot sizes are left out: a close-up of a still thing is still. */
const CAMERA = new Set(
	words(`
	pan tilt zoom dolly track tracking handheld timelapse time-lapse hyperlapse slow-motion slowmo crane
	orbit arc follow push pull whip rack flythrough fpv drone motion movement moving montage animation
	animated moves turntable rotation spin reveal
	`),
);

/** Base forms that are more often a noun or an adjective: they count only as "opens" or "opening". */
const NOT_AS_BASE_FORM = new Set(
	words(`
	clean open warm slow set use cut mix fold tie spray steam smoke rain snow flash beat bead cross brush
	paint test light glow shade mirror design speed wash wipe crack look watch step exit read bite drink
	cook slice chop travel sip stop start return land reflect curl burst wrap press place put hand pop
	`),
);

/** A movement that is part of a thing's name: running shoes, a washing machine. */
const NAMED_AFTER_MOVEMENT =
	/\b[a-z]+ing (?=(?:shoe|boot|sneaker|machine|board|bag|gear|pool|pan|stick|chair|oil|suit|cream|lotion|gel|kit|tool|pad|mat|glove|bottle|cup|desk|table|room|light|cap|jacket|pole|rod|paper|box)s?\b)/g;

const SHOT_SIZES = /\bclose[- ]?ups?\b|\bstill[- ]li(?:fe|ves)\b/g;

/** Forms in -ing that name a thing, a time or a state. Every other -ing form counts as motion. */
const STILL_ING = new Set(
	words(`
	sitting standing lying laying leaning resting wearing hanging holding being having during morning evening
	lighting painting building ceiling setting clothing ring king spring string thing something everything
	nothing anything wing sling bling stunning amazing charming interesting engaging inviting living dining
	wedding facing looking showing featuring including containing consisting surrounding earring bedding
	flooring railing packaging branding advertising styling sterling outstanding striking relaxing boring
	warming seating framing shading coloring background-setting understanding
	`),
);

const CHINESE_STILL =
	/穿着|戴着|坐在|站在|躺在|放在|摆放|动物|动漫|动画|自动|电动|开心|卡通|文化|化妆|飞机|跑车|跑鞋|运动鞋|运动风|舞台|拉链|抱枕|走廊|流行|落地|转椅|打底|拿铁|看起来|笑容|升级|推荐|飘窗|变色龙|说明|流光|吃货|飞盘|跳台|跑道|摇椅|移动电源/gu;

const CHINESE_MOTION =
	/[走跑跳飞转舞游爬追推拉摇移升降飘流落滴洒吹喝吃笑哭说唱喊打拿捧举抓抛扔踢挥拍开关变化融动甩滑冲旋绕闪燃爆喷溅绽放伸弹骑驶飙撕切倒搅翻穿替换]+|运镜|镜头|过渡|延时|慢动作|看向|望向|环绕|蔓延|浮现|消失|出现|逐渐|缓缓|慢慢|接着|然后|抱|眨|睁|玩耍|亲吻|拥抱/gu;

/** Distinct movements of an English text: of the subject alone, and all together. */
export function englishMotion(text: string): { actions: number; all: number } {
	const actions = new Set<string>();
	const all = new Set<string>();
	const plain = text.toLowerCase().replace(NAMED_AFTER_MOVEMENT, '').replace(SHOT_SIZES, '');
	for (const word of plain.match(/[a-z]+(?:-[a-z]+)*/g) ?? []) {
		if (STILL_ING.has(word) || NOT_AS_BASE_FORM.has(word)) continue;
		const bases = baseForms(word);
		const action = bases.find((base) => ACTIONS.has(base));
		if (action !== undefined && isThirdPerson(word)) actions.add(action);
		const base = action ?? bases.find((form) => AMBIENCE.has(form) || CAMERA.has(form));
		if (base !== undefined) all.add(base);
		else if (/[a-z]{3,}ing$/.test(word)) all.add(word);
	}
	return { actions: actions.size, all: all.size };
}

/** Number of words of movement in a Chinese text. */
export function chineseMotion(text: string): number {
	return (text.replace(CHINESE_STILL, '').match(CHINESE_MOTION) ?? []).length;
}

/** Only "picks, opens, lifts" are counted as actions: other forms are too often nouns. */
function isThirdPerson(word: string): boolean {
	return /[^s]s$/.test(word);
}

/** What a word may be a form of: walks, walking, walked, stopping, carries. */
function baseForms(word: string): string[] {
	const forms = [word, ...word.split('-')];
	for (const part of [...forms]) {
		forms.push(part.replace(/s$/, ''), part.replace(/es$/, ''), part.replace(/ies$/, 'y'));
		const stem = part.replace(/(?:ing|ed)$/, '');
		forms.push(stem, `${stem}e`, stem.replace(/(.)\1$/, '$1'), part.replace(/ied$/, 'y'));
	}
	return forms.concat(forms.map((form) => IRREGULAR[form]).filter((form) => form !== undefined));
}

const IRREGULAR: Readonly<Record<string, string>> = {
	ran: 'run',
	flew: 'fly',
	fell: 'fall',
	rose: 'rise',
	sang: 'sing',
	swam: 'swim',
	threw: 'throw',
	took: 'take',
	began: 'begin',
	became: 'become',
	grew: 'grow',
	blew: 'blow',
	drove: 'drive',
	rode: 'ride',
	broke: 'break',
};
