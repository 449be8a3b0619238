/**
 * Prompts of the provider documents, as fixtures: what they call strong or show as a working
 * sample, and what they call weak. `seconds` only where the document gives a duration.
 */

export type Sample = {
	prompt: string;
	images: number;
	videos?: number;
	audios?: number;
	seconds?: number;
};

/** Seed 000: every prompt that it labels strong, fixed or ready for use. */
export const STRONG: Sample[] = [
	{
		prompt:
			'The woman in the painting slowly reaches for a coffee cup on the table, lifts it to her lips, and takes a quiet sip. Soft morning light filters through a nearby window. Gentle steam rises from the cup. Painterly brushstroke texture preserved throughout.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			"A young girl walks along a winding path through a Van Gogh-style village. Swirling sky with thick brushstrokes. Vibrant yellows and blues. The girl's dress and hair flow in the wind. Camera slowly follows her from behind.",
		images: 1,
	},
	{
		prompt:
			'The cat stretches lazily on the windowsill, yawns wide showing tiny teeth, then curls back into a ball. Afternoon sunlight shifts slowly across the fur. Dust motes float in the light beam. Camera holds steady, slight depth of field.',
		images: 1,
	},
	{
		prompt:
			'Smooth cinematic transition. The real-world landscape gradually transforms into a traditional Chinese ink wash painting. Mountains dissolve from photorealistic to brushstroke. Water becomes flowing ink. Sky shifts from blue to rice-paper white. Slow, meditative pace.',
		images: 2,
		seconds: 10,
	},
	{
		prompt:
			'The golden dawn light gradually warms to midday brightness, then softens through amber afternoon hues into deep sunset oranges. Shadows rotate clockwise. Cloud formations shift and reform.',
		images: 2,
	},
	{
		prompt:
			'@Image1 is a parkour runner in dark athletic gear. @Image2 is a futuristic city rooftop at twilight. @Image3 is a neon-lit alleyway. @Image4 is a glass skyscraper facade. @Image5 provides the cyberpunk color grading reference. The runner (@Image1) sprints across the rooftop (@Image2), leaps over the edge, flips through the alleyway (@Image3), and wall-runs along the skyscraper (@Image4). Dynamic handheld camera follows the action. Cyberpunk neon color palette from @Image5 throughout.',
		images: 5,
		seconds: 10,
	},
	{
		prompt:
			'@Image1 is the character — a mysterious figure in a red coat. The character runs through rain-soaked city streets at night. Neon reflections on wet pavement. Camera tracks alongside at medium distance. Cinematic atmosphere, shallow depth of field.',
		images: 1,
	},
	{
		prompt:
			'@Image1 is the main character. She walks into a cozy library, looks around with wonder, and reaches for a book on the top shelf. Warm golden lighting. Camera at eye level, slow push in.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			'@Image1 is the main character. She pushes open a heavy wooden door and steps into a dimly lit room. Dust swirls in the doorway light. Camera follows her from behind, over-the-shoulder angle.',
		images: 1,
		seconds: 6,
	},
	{
		prompt:
			'@Image1 is the main character. She reaches out and touches the glowing object. Light radiates outward from the point of contact. The room transforms — walls dissolve into a starfield. Camera rapidly pulls back to extreme wide shot.',
		images: 1,
		seconds: 10,
	},
	{
		prompt:
			'@Image1 is a luxury wristwatch. The watch rotates slowly on a dark marble surface. Dramatic side lighting highlights the metal bracelet and crystal face. Light reflections move across the polished surfaces as the watch turns. Subtle lens flare. Extreme close-up with shallow depth of field. Premium product advertisement aesthetic.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			'@Image1 shows premium over-ear headphones in four different colors arranged on a clean surface. The camera slowly pans across all four variants. Each headphone catches the studio light differently. Smooth dolly movement from left to right. Clean white background with subtle shadows. Product catalog video style.',
		images: 1,
		seconds: 10,
	},
	{
		prompt:
			'Waves crash against rocky coastline during golden sunset. Water sprays upward, catching the warm light. Camera slowly descends from sky level to water level. Seabirds glide across the frame. Light shifts from golden to deep amber.',
		images: 0,
	},
	{
		prompt:
			'@Image1 is the product. Full 360-degree rotation on a clean background. Consistent studio lighting throughout the rotation. Smooth, steady turntable motion. Product catalog photography style.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			'@Image1 is the product. The product emerges from soft tissue paper inside a premium box. Hands carefully lift it into view. Camera slowly pushes in as the product is revealed. Luxury unboxing experience. Warm lighting.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			'@Image1 is a Running Shoes. Clean white background. The product rotates 360 degrees. Even, shadowless lighting. E-commerce product spin.',
		images: 1,
		seconds: 8,
	},
	{
		prompt:
			'@Image1 is the car. The car accelerates down an open highway. Camera tracks alongside at speed. Sunset light reflects off the hood. Road stretches to the horizon. Motion blur on the asphalt.',
		images: 1,
	},
	{
		prompt:
			'@Image1 is the character. @Image2 is the forest environment. @Image3 defines the watercolor art style. The character (@Image1) walks through the forest (@Image2) rendered in the watercolor style of @Image3.',
		images: 3,
	},
];

/** Seeds 001 to 004: samples that are not called weak and do say what happens. */
export const SAMPLES: Sample[] = [
	{
		prompt:
			'A young woman blows out birthday candles, warm indoor lighting, shallow depth of field',
		images: 1,
		seconds: 5,
	},
	{
		prompt: 'A cinematic transition from sunrise over the ocean to a glowing night skyline',
		images: 2,
		seconds: 6,
	},
	{
		prompt: 'A fashion film with energetic camera motion synced to the beat',
		images: 1,
		audios: 1,
		seconds: 8,
	},
	{ prompt: '一只橘猫在花园里追逐蝴蝶，慢动作，电影级画质', images: 0, seconds: 5 },
	{ prompt: '让画面中的猫缓缓转头看向镜头', images: 1, seconds: 5 },
	{ prompt: '从白天平滑过渡到夜晚的延时效果', images: 2, seconds: 5 },
	{
		prompt: '使用 @image_file_1 作为主角，@image_file_2 作为风格参考，@video_file_1 控制节奏',
		images: 3,
		videos: 1,
		seconds: 6,
	},
	{ prompt: '一只可爱的小猫在阳光下玩耍，柔和的自然阳光，4K', images: 0, seconds: 5 },
	{
		prompt:
			'写实风格，晴朗的蓝天之下，一大片白色的雏菊花田，镜头逐渐拉近，最终定格在一朵雏菊花的特写上，花瓣上有几颗晶莹的露珠',
		images: 0,
		seconds: 10,
	},
	{
		prompt:
			'女孩抱着狐狸，女孩睁开眼，温柔地看向镜头，狐狸友善地抱着，镜头缓缓拉出，女孩的头发被风吹动，可以听到风声',
		images: 1,
		seconds: 5,
	},
	{ prompt: '图中女孩对着镜头说"茄子"，360度环绕运镜', images: 2, seconds: 5 },
	{ prompt: '将视频1礼盒中的香水替换成图片1中的面霜，运镜不变', images: 1, videos: 1, seconds: 5 },
	{
		prompt: '视频1中的拱形窗户打开，进入美术馆室内，接视频2，之后镜头进入画内，接视频3',
		images: 0,
		videos: 3,
		seconds: 10,
	},
	{ prompt: '一只金毛巡回犬穿越阳光洒落的草地，电影级慢动作', images: 0, seconds: 5 },
];

/** Seed 000: prompts it calls weak or static. */
export const WEAK = [
	'A cat sitting on a windowsill',
	'A sunrise and a sunset',
	'A beautiful sunset over the ocean with golden light',
	'a cat on a windowsill',
];
