import type { MediaKind } from '../../../shared/domain/vocabulary';

/** What people write after an `@` when they mean a medium by its number. */
export interface TagWords {
	/** What the words can mean; none for words that name no kind. */
	kinds: readonly MediaKind[];
	/** Nothing else is meant by `@word 1`, so that a number without a medium is refused instead of told. */
	certain?: true;
	/** Lower case; words of a text may stand in any letter case. */
	words: readonly string[];
}

export const TAG_WORDS: readonly TagWords[] = [
	{
		kinds: ['image'],
		certain: true,
		words: ['image', 'images', '图片', '图', '圖片', '圖', '图像', '圖像'],
	},
	{ kinds: ['video'], certain: true, words: ['video', 'videos', '视频', '視頻'] },
	{ kinds: ['audio'], certain: true, words: ['audio', 'audios', '音频', '音頻'] },
	{
		kinds: ['image'],
		words: [
			...['img', 'imgs', 'pic', 'pics', 'picture', 'pictures', 'photo', 'photos', 'frame'],
			...['bild', 'bilder', 'foto', 'fotos', 'referenzbild', 'imagen', 'imágenes', 'imagenes'],
			...['fotografía', 'fotografia', 'imagem', 'imagens', 'immagine', 'photographie'],
			...['afbeelding', 'obraz', 'zdjęcie', 'resim', 'görsel', 'gambar', 'ảnh'],
			...['изображение', 'картинка', 'фото', '照片', '相片', '图档', '圖檔', '画像', '写真'],
			...['イメージ', '이미지', '사진', '그림'],
			...[
				'рисунок',
				'зображення',
				'εικόνα',
				'φωτογραφία',
				'صورة',
				'الصورة',
				'תמונה',
				'चित्र',
				'छवि',
			],
			...['รูป', 'รูปภาพ', 'ภาพ', 'hình', 'hình ảnh', 'kép', 'obrázek', 'obrázok', 'kuva', 'bilde'],
			...['billede', 'imaginea', 'slika', 'abbildung', 'grafik', '截图', '截圖', '画面'],
		],
	},
	{
		kinds: ['video'],
		words: [
			...['clip', 'clips', 'vid', 'movie', 'film', 'vídeo', 'vídeos', 'vidéo', 'vidéos'],
			...['видео', '影片', '短片', '动画', '動畫', '動画', 'ビデオ', '映像', '영상', '동영상'],
			...['비디오', 'відео', 'βίντεο', 'فيديو', 'סרטון', 'वीडियो', 'วิดีโอ', 'wideo'],
		],
	},
	{
		kinds: ['audio'],
		words: [
			...['sound', 'sounds', 'music', 'song', 'voice', 'bgm', 'ton', 'klang', 'musik', 'son'],
			...['musique', 'sonido', 'música', 'som', 'áudio', 'аудио', 'звук', '音讯', '音訊'],
			...['声音', '聲音', '音乐', '音樂', '配乐', '配樂', '音声', 'オーディオ', '音楽', '오디오'],
			...['음성', '소리', '음악'],
		],
	},
	{ kinds: ['image', 'video'], words: ['影像'] },
	{
		kinds: [],
		words: [
			...['media', 'medium', 'file', 'asset', 'ref', 'reference', 'datei', 'fichier', 'archivo'],
			...['arquivo', '素材', '参考', '參考', '参照', '資料', '资料', 'メディア', '미디어', '참고'],
		],
	},
];

/** Words that may stand in front of the others: `@reference image 1`, `@参考图1`. */
export const WORDS_BEFORE: readonly string[] = [
	...['reference', 'ref', 'input', 'product', 'source', '参考', '參考', '参照', '参考用', '참고'],
];

/** Numbers that are not written in digits. */
export const NUMBER_WORDS: Readonly<Record<string, number>> = {
	一: 1,
	二: 2,
	三: 3,
	四: 4,
	五: 5,
	六: 6,
	七: 7,
	八: 8,
	九: 9,
	十: 10,
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	eight: 8,
	nine: 9,
};
