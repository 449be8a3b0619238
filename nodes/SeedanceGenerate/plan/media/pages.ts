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

export const PAGE_RULES: readonly PageRule[] = [
	{
		host: /^drive\.google\.com$/,
		address: /^\/(?:drive\/)?(?:u\/\d+\/)?(?:drive\/)?(?:u\/\d+\/)?folders?(?:\/|view\b)/,
		message: `is a Google Drive folder, not one file. ${DRIVE_REMEDY}`,
	},
	{
		host: /^drive\.google\.com$/,
		except: /^\/uc\?/,
		message: `is a Google Drive page that shows the file, not the file itself. ${DRIVE_REMEDY}`,
	},
	{
		host: /^(?:docs|sheets|slides)\.google\.com$/,
		except: /^\/uc\?/,
		message: `is a Google document, not a media file. ${DRIVE_REMEDY}`,
	},
	{
		host: /^photos\.(?:google\.com|app\.goo\.gl)$/,
		message:
			'is a Google Photos page. Save the photo to your computer or to Google Drive and use the Binary source.',
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
		host: /\.sharepoint\.com$/,
		except: /[?&]download=1(?:&|$)|\/_layouts\/15\/download\.aspx/i,
		message:
			'is a SharePoint page. Put a Microsoft SharePoint node (Download) before this node and choose Binary as the source.',
	},
	{
		host: /^(?:www|share)\.icloud\.com$/,
		message:
			'is an iCloud page. Download the file and upload it to your web shop, a public storage bucket or Google Drive.',
	},
	{
		host: /^(?:www\.|m\.)?imgur\.com$/,
		message:
			'is an imgur page. Right-click the picture, copy its own address (it begins with i.imgur.com) and use that.',
	},
	{
		host: /^(?:www\.)?(?:instagram\.com|instagr\.am)$/,
		message:
			'is an Instagram page, which only opens in a browser. Download the file and upload it to a place that is public without login.',
	},
	{
		host: /^(?:(?:[a-z]{2}|www)\.)?pinterest\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$|^pin\.it$/,
		message:
			'is a Pinterest page. Open the picture alone, copy its own address (it begins with i.pinimg.com) and use that.',
	},
	{
		host: /^(?:(?:www|m|vm|vt)\.)?(?:youtube\.com|youtu\.be|tiktok\.com|vimeo\.com|facebook\.com|fb\.watch)$/,
		message:
			'is a video page, not a video file. Download the video file and upload it to a place that is public without login.',
	},
	{
		host: /^(?:(?:www\.)?wetransfer\.com|we\.tl)$/,
		message:
			'is a WeTransfer page. Download the file and upload it to a place that is public without login.',
	},
	{
		host: /^(?:www\.)?canva\.com$/,
		message: 'is a Canva page. Download the design as PNG or MP4 and use that file.',
	},
];

/** File endings of web pages. */
export const PAGE_EXTENSIONS: readonly string[] = [
	'html',
	'htm',
	'xhtml',
	'shtml',
	'php',
	'asp',
	'aspx',
	'jsp',
];
