/**
 * Addresses that people copy from the browser bar and that open a page, not a file.
 * The remedies are for somebody who has never heard of a direct link.
 */
export interface PageRule {
	/** Tested against the host in lower case. */
	host: RegExp;
	/** Tested against path and query; every address of the host when absent. */
	address?: RegExp;
	/** An address of the host that does give the file. */
	except?: RegExp;
	message: string;
}

const DRIVE_REMEDY =
	'Put a Google Drive node (Download) before this node and choose Binary as the source here, or use a direct link to the file.';
const PUBLIC_PLACE = 'Download the file and upload it to a place that is public without login.';
const OWN_ADDRESS = 'Open the picture alone, copy its own address';
const LOGIN = 'opens only with a login, so the provider cannot read it';

export const PAGE_RULES: readonly PageRule[] = [
	// Google
	{
		host: /^drive\.google\.com$/,
		address:
			/^\/(?:drive\/)?(?:u\/\d+\/)?(?:drive\/)?(?:u\/\d+\/)?(?:folders?(?:\/|view\b)|embeddedfolderview\b)/,
		message: `is a Google Drive folder, not one file. ${DRIVE_REMEDY}`,
	},
	{
		host: /^drive\.google\.com$/,
		address:
			/^\/?$|^\/(?:a\/[^/]+\/)?(?:u\/\d+\/)?(?:file|open|drive|viewer\w*|drivesettings)(?:[/?]|$)/,
		message: `is a Google Drive page that shows the file, not the file itself. ${DRIVE_REMEDY}`,
	},
	{
		host: /^(?:docs|sheets|slides)\.google\.com$/,
		except: /^\/uc\?|\/export\/(?:png|jpe?g)\b|\/drawings\/.*\/pub\b|[?&]format=image(?:&|$)/,
		message: `is a Google document, not a media file. ${DRIVE_REMEDY}`,
	},
	{
		host: /^photos\.(?:google\.com|app\.goo\.gl)$/,
		message:
			'is a Google Photos page. Save the photo to your computer or to Google Drive and use the Binary source.',
	},
	{
		host: /^(?:www|images|lens)\.google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/,
		address: /^\/(?:imgres|search|url|imghp|images|webhp|uploadbyurl)?(?:[/?]|$)/,
		message:
			'is a page of Google search results. Open the picture on its own site, right-click it and copy the address of the picture.',
	},
	{
		host: /^(?:(?:www|cn)\.)?bing\.com$|^(?:www\.)?duckduckgo\.com$|^(?:www\.)?yandex\.[a-z.]{2,6}$|^image\.baidu\.com$|^images\.search\.yahoo\.com$|^(?:www\.)?ecosia\.org$|^search\.naver\.com$/,
		address: /^\/(?:images?|search|html|yandsearch)?(?:[/?]|$)/,
		message:
			'is a page of search results. Open the picture on its own site, right-click it and copy the address of the picture.',
	},
	// Clouds
	{
		host: /^(?:www\.)?dropbox\.com$/,
		address: /^\/(?:sh|scl\/fo|home|work|browse|transfer)(?:\/|$)/,
		message:
			'is a Dropbox folder or a page for its owner. Share the file itself and use its link with dl=1 at the end.',
	},
	{
		host: /^(?:www\.)?dropbox\.com$/,
		except: /[?&](?:dl|raw)=1(?:&|$)/,
		message: 'is a Dropbox page. Change dl=0 at the end of the link to dl=1 (or add it).',
	},
	{
		host: /^(?:1drv\.ms|.*\.1drv\.ms|onedrive\.live\.com|photos\.onedrive\.com)$/,
		except: /^\/download\b|[?&]download=1(?:&|$)/,
		message:
			'is a OneDrive page. Put a Microsoft OneDrive node (Download) before this node and choose Binary as the source.',
	},
	{
		host: /\.sharepoint\.(?:com|cn|us|de)$/,
		except:
			/[?&]download=1(?:&|$)|\/_layouts\/15\/(?:download|guestaccess)\.aspx|\/_api\/|[?&]tempauth=/i,
		message:
			'is a SharePoint page. Put a Microsoft SharePoint node (Download) before this node and choose Binary as the source.',
	},
	{
		host: /^(?:www|share)\.icloud\.com$/,
		message:
			'is an iCloud page. Download the file and upload it to your web shop, a public storage bucket or Google Drive.',
	},
	{
		host: /^(?:(?!download\.)[\w-]+\.)?wetransfer\.com$|^we\.tl$/,
		message: `is a WeTransfer page. ${PUBLIC_PLACE}`,
	},
	{
		host: /^(?:[\w-]+\.)*box\.com$/,
		address: /^\/(?:s|file|folder|v|embed)\//,
		message:
			'is a Box page. Put a Box node (Download) before this node and choose Binary as the source.',
	},
	{
		host: /^(?:www\.)?(?:mega\.nz|mega\.io|mediafire\.com|terabox\.com|gofile\.io|pcloud\.com)$|^[a-z]+\.pcloud\.(?:com|link)$|^(?:pan|yun)\.baidu\.com$|^(?:www\.)?(?:alipan|aliyundrive|quark)\.com?$|^pan\.quark\.cn$|^(?:disk\.yandex\.[a-z]+|yadi\.sk)$/,
		except: /^\/dl\b/,
		message: `is a page of a file service, not the file itself. ${PUBLIC_PLACE}`,
	},
	// Pictures
	{
		host: /^(?:www\.|m\.)?imgur\.com$/,
		message:
			'is an imgur page. Right-click the picture, copy its own address (it begins with i.imgur.com) and use that.',
	},
	{
		host: /^(?:(?:[a-z]{2}|www)\.)?pinterest\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$|^pin\.it$/,
		message:
			'is a Pinterest page. Open the picture alone, copy its own address (it begins with i.pinimg.com) and use that.',
	},
	{
		host: /^(?:www\.)?unsplash\.com$/,
		except: /^\/photos\/[^/]+\/download\b/,
		message: `is an Unsplash page. ${OWN_ADDRESS} (it begins with images.unsplash.com) and use that.`,
	},
	{
		host: /^(?:www\.)?(?:pexels\.com|pixabay\.com|freepik\.com|shutterstock\.com|istockphoto\.com|gettyimages\.com|stock\.adobe\.com|flickr\.com|deviantart\.com|artstation\.com|behance\.net|dribbble\.com|giphy\.com|tenor\.com|500px\.com|ibb\.co|postimg\.cc|gyazo\.com|prnt\.sc)$/,
		except: /\/download(?:[/?]|$)|\.(?:jpe?g|png|webp|gif|mp4|mov|mp3)(?:$|\?)/i,
		message: `is a page around a picture or a video. ${OWN_ADDRESS} (it ends in .jpg, .png or .mp4) and use that.`,
	},
	{
		host: /(?:^|\.)(?:wikipedia|wikimedia|wiktionary|wikidata|wikivoyage|wikibooks)\.org$/,
		address: /^\/(?:wiki\/|w\/index\.php)/,
		except: /^\/wiki\/[^/]+:(?:Filepath|Dateipfad|Redirect\/file|Weiterleitung\/file)\//i,
		message:
			'is a page about a picture. Click the picture there, choose "Original file" and copy that address (it begins with upload.wikimedia.org).',
	},
	{
		host: /./,
		address:
			/\/wiki\/(?:File|Image|Datei|Bild|Fichier|Archivo|Ficheiro|Arquivo|Imagem|Bestand|Plik|Fil|Tiedosto|Soubor|Dosya|F%C3%A1jl|%D0%A4%D0%B0%D0%B9%D0%BB|%E3%83%95%E3%82%A1%E3%82%A4%E3%83%AB|%E6%96%87%E4%BB%B6|%E6%AA%94%E6%A1%88|%ED%8C%8C%EC%9D%BC)(?::|%3A)/i,
		message: `is a page about a picture. ${OWN_ADDRESS} and use that.`,
	},
	// Networks
	{
		host: /^(?:www\.)?(?:instagram\.com|instagr\.am|threads\.(?:net|com))$/,
		message:
			'is an Instagram page, which only opens in a browser. Download the file and upload it to a place that is public without login.',
	},
	{
		host: /^(?:(?:www|m|vm|vt|web|music|mbasic)\.)?(?:youtube\.com|youtu\.be|tiktok\.com|vimeo\.com|facebook\.com|fb\.watch|fb\.com|dailymotion\.com|bilibili\.com|b23\.tv|douyin\.com|twitch\.tv|loom\.com|streamable\.com|kuaishou\.com)$/,
		message:
			'is a video page, not a video file. Download the video file and upload it to a place that is public without login.',
	},
	{
		host: /^(?:(?:www|mobile|m|old|new)\.)?(?:x\.com|twitter\.com|t\.co|linkedin\.com|lnkd\.in|reddit\.com|redd\.it|snapchat\.com|tumblr\.com|weibo\.com|weibo\.cn|xiaohongshu\.com|xhslink\.com|vk\.com|t\.me)$/,
		message: `is a page of a social network, not a file. ${PUBLIC_PLACE}`,
	},
	// Code
	{
		host: /^(?:www\.)?github\.com$/,
		address: /^\/[^/]+\/[^/]+\/(?:blob|tree|edit|blame)\//,
		except: /[?&]raw=(?:true|1)(?:&|$)/,
		message:
			'is a GitHub page around the file. Click "Raw" there and copy that address (it begins with raw.githubusercontent.com).',
	},
	{
		host: /^(?:gitlab|bitbucket|huggingface|gitee|codeberg)\.(?:com|org|co)$/,
		address: /\/(?:blob|tree|src)\//,
		except: /[?&]raw=(?:true|1)(?:&|$)|\/raw\//,
		message: 'is a page around the file. Use its "Raw" or "Download" button and copy that address.',
	},
	// Tools
	{
		host: /^(?:www\.)?canva\.(?:com|link)$/,
		message: 'is a Canva page. Download the design as PNG or MP4 and use that file.',
	},
	{
		host: /^(?:www\.)?figma\.com$/,
		address: /^\/(?:file|design|proto|board|slides|community|make)\//,
		message: 'is a Figma page. Export the frame as PNG and use that file.',
	},
	{
		host: /^(?:(?:www\.)?notion\.(?:so|com)|[\w-]+\.notion\.site)$/,
		except: /^\/(?:image|signed)\//,
		message:
			'is a Notion page. Read the files of the page with a Notion node and use their own addresses, or upload the file to a public place.',
	},
	{
		host: /^(?:www\.)?airtable\.com$/,
		message:
			'is an Airtable page. Read the record with an Airtable node and use the attachment field itself.',
	},
	{
		host: /^(?:app\.frame\.io|f\.io|next\.frame\.io|lightroom\.adobe\.com|assets\.adobe\.com|miro\.com|trello\.com|app\.asana\.com|app\.clickup\.com|discord\.com|mail\.google\.com|outlook\.(?:live|office)\.com|web\.whatsapp\.com|[\w-]+\.slack\.com|[\w-]+\.(?:feishu\.cn|larksuite\.com))$/,
		message: `${LOGIN}. ${PUBLIC_PLACE}`,
	},
	{
		host: /^admin\.shopify\.com$/,
		message: `is a page of the Shopify admin. Open Content, Files there and copy the link of the file (it begins with cdn.shopify.com).`,
	},
	{
		host: /./,
		address:
			/^\/(?:wp-admin|admin\/(?:products|content|orders|files)|rest\/binary-data\?|rest\/(?:executions|workflows)|signin|login|accounts\/login)(?:[/?]|$)|^\/rest\/binary-data\?/,
		message: `${LOGIN}. Use the public address of the file, or Source "Binary File" for a file that is in n8n.`,
	},
	{
		host: /^(?:www\.|[a-z]{2}\.)?(?:amazon|ebay|etsy|walmart|aliexpress|alibaba|temu|shein|zalando|otto)\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/,
		except: /\.(?:jpe?g|png|webp|gif|mp4)(?:$|\?)/i,
		message: `is a page of a shop, not a picture. Right-click the picture there and copy its own address.`,
	},
];

/** File endings of web pages. */
export const PAGE_EXTENSIONS: readonly string[] = ['html', 'htm', 'xhtml', 'shtml', 'mhtml'];

/** File endings of programs on a server, which make pages but pictures as well. */
export const PROGRAM_EXTENSIONS: readonly string[] = [
	...['php', 'php5', 'phtml', 'asp', 'aspx', 'ashx', 'jsp', 'jspx', 'do', 'cgi', 'cfm', 'pl'],
];
